/**
 * Pure arithmetic of WAL names and positions; no I/O.
 *
 * <p>PostgreSQL's words, as used here:
 *
 * <ul>
 *   <li><b>LSN</b>: a position in the WAL, an unsigned 64-bit count of bytes, written {@code 16/B374D848}.
 *   <li><b>segment</b>: one WAL file, all of the same size in a cluster, usually 16 MiB.
 *   <li><b>log</b>: the 4 GiB of WAL that share the upper half of their LSN; its segments count from 0.
 *   <li><b>timeline</b>: a line of WAL history; a restore that ends recovery starts a new one. Where it left its parent
 *       is a <b>fork</b>, recorded in a <b>history file</b>.
 *   <li><b>hash directory</b>: the first 16 digits of a segment's name, the directory that Barman archives it in.
 * </ul>
 *
 * <p>Numbers of timelines, logs and segments are unsigned 32-bit values in an {@code int}.
 */
package org.barman4j.xlog;
