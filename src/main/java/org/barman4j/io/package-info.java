/**
 * Durable and atomic file work.
 *
 * <p>Every change to a file goes through a {@link org.barman4j.io.Disk}, so that a test can make any single operation
 * fail. A change is <em>durable</em> when its bytes and its name have been forced to the storage; it is
 * <em>atomic</em> when a reader, or the next process after a crash, sees the old state or the new one and nothing
 * between.
 */
package org.barman4j.io;
