/**
 * Brings the files of a cluster here.
 *
 * <p>An <em>item</em> is a directory with all that is in it, or a single file. A <em>listing</em> is what an item holds
 * when the copy begins. The <em>horizon</em> is when the older backup began that files may be shared with: what has not
 * changed since then is told by size and time alone, and of the rest the bytes are compared. A <em>share</em> is the part
 * of an item that one of the jobs copies.
 */
package org.barman4j.copy;
