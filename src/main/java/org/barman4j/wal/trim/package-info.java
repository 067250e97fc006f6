/**
 * Takes WAL out of the archive that no backup needs any more.
 *
 * <p>To <em>trim</em> is to remove files that a {@link org.barman4j.wal.trim.TrimRule rule} does not keep, and their lines
 * of the catalogue. Only what a finished backup vouches for is ever taken out.
 */
package org.barman4j.wal.trim;
