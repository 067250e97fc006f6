/**
 * Parses the command line; one class a command.
 *
 * <p>A command declares its arguments, calls one service of the {@link org.barman4j.cli.Session} and shows the result.
 * Only the command that was asked for is created.
 */
package org.barman4j.cli;
