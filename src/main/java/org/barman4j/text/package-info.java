/**
 * Text forms that Python gave Barman and that readers of its files and output depend on.
 *
 * <p>The words of this package:
 *
 * <ul>
 *   <li><b>Python literal</b>: what {@code ast.literal_eval} reads and {@code repr} writes, the form of the lists, tuples
 *       and dictionaries in {@code backup.info}.
 *   <li><b>pretty size</b>, <b>human duration</b>, <b>percent</b>: the rounded figures people see; scripts parse them too.
 *   <li><b>Python time</b>: a date and time with its offset, as {@code str(datetime)} writes it.
 *   <li><b>redaction</b>: putting {@code *REDACTED*} where a password was, before text reaches a log or a terminal.
 * </ul>
 *
 * <p>Everything here is pure and safe to use from any thread. Where rounding matters it is Python's: the exact binary
 * value, half to even.
 */
package org.barman4j.text;
