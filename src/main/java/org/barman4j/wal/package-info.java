/**
 * The WAL archive of a server.
 *
 * <p>Its <em>catalogue</em>, {@code xlog.db}, has a line for each archived file, in the order in which they were
 * archived. It is read in one pass, byte by byte, because it has a million lines where a server writes a lot.
 */
package org.barman4j.wal;
