/**
 * Runs commands and reads files on a machine, behind one interface.
 *
 * <p>A {@link org.barman4j.host.Host} is this machine or another one. A {@link org.barman4j.host.Command} is an
 * argument list, never a line of shell, and its {@link org.barman4j.host.CommandResult} keeps exit status, output and
 * complaints apart.
 */
package org.barman4j.host;
