/**
 * Decides which backups are still needed. Pure: nothing here reads a file or the clock.
 *
 * <p>A <em>policy</em> looks at full backups, newest first, and gives each a <em>status</em>; incremental backups take
 * theirs from the full backup at their root.
 */
package org.barman4j.retention;
