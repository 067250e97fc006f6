/** Command lines of PostgreSQL's own programs, with everything secret kept out of them. */
package org.barman4j.postgres.tool;
