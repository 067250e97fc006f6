/**
 * What code tells people.
 *
 * <p>A <em>notice</em> is a message for the person at the terminal, written to the log as well. An <em>exception</em>
 * of this program carries a message, perhaps a hint with the next thing to try, and the exit code it leads to. Every
 * other exception is a bug.
 */
package org.barman4j.report;
