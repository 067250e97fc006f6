/**
 * One process at a time.
 *
 * <p>A <em>lock</em> is a flock(2) lock on a file with Barman's name for it, holding the process id of its
 * <em>owner</em>. The file stays when the lock is released: only the kernel's lock counts. Python's Barman and this
 * program exclude each other through the same files.
 */
package org.barman4j.lock;
