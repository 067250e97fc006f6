/**
 * Runs commands on other machines.
 *
 * <p>An {@link org.barman4j.host.ssh.SshCommand} is what a user wrote in {@code ssh_command}. {@link
 * org.barman4j.host.ssh.SshHosts} makes a {@link org.barman4j.host.ssh.RemoteHost} of it, by one of two
 * <em>routes</em>: a <em>session</em> inside this program (JSch), which runs many commands over one connection, or a
 * <em>spawned</em> ssh for each command, where the command or the configuration of ssh asks for what a session lacks. A
 * reason against a session is a <em>doubt</em>.
 */
package org.barman4j.host.ssh;
