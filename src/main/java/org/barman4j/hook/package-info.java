/**
 * Runs the user's scripts around an event.
 *
 * <p>A <em>hook</em> is a shell command that is run before or after something happens, and learns about it through its
 * environment. A plain hook may fail, which is logged. A <em>retry</em> hook is run again until it succeeds or asks to
 * go on (exit code 62) or to stop (63).
 */
package org.barman4j.hook;
