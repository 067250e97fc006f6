/** Answers questions about servers and their backups without changing anything. */
package org.barman4j.inspect;
