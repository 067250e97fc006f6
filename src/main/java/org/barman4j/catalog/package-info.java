/**
 * What backups exist.
 *
 * <p>The <em>catalogue</em> of a server is the set of its {@code backup.info} files, in the directory {@code meta} or,
 * as older Barmans left them, beside each backup's data. A <em>backup id</em> is the local time at which the backup
 * began; a backup may have a <em>name</em> too. An <em>annotation</em> is a small file that marks a backup, such as the
 * one that <em>keeps</em> it. A file that can't be understood is <em>damaged</em>; it is told, and never hides others.
 */
package org.barman4j.catalog;
