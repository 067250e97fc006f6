/** Takes, deletes, keeps and verifies backups. */
package org.barman4j.backup;
