/**
 * Compresses and encrypts WAL files, and recognises what is compressed or encrypted.
 *
 * <p>A <em>format</em> is what bytes look like; a <em>codec</em> makes a stream of that format and undoes it. A
 * <em>compression</em> is what a server's configuration asks for: a codec with its level, or a program of the user's.
 */
package org.barman4j.codec;
