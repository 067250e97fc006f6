/**
 * Data pages of PostgreSQL and their checksums.
 *
 * <p>A page is <em>bad</em> if its checksum is wrong, though nothing has written to it since the backup began: what has
 * been written to is written again from WAL when the backup is restored, so that it may be torn here.
 */
package org.barman4j.page;
