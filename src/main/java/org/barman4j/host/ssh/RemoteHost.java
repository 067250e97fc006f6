package org.barman4j.host.ssh;

import java.util.List;
import org.barman4j.host.Host;

/**
 * Another machine, reached as {@code ssh_command} says.
 *
 * <p>Where {@code ssh} would end with 255 because there is no connection, the result of a command has that status, and
 * the complaints say why in the words of OpenSSH. May be used by several threads. Nothing happens before the first
 * command runs.
 */
public interface RemoteHost extends Host, AutoCloseable {
    /** The program to start for this machine, with its options, as for {@code rsync -e}. */
    List<String> argv();

    /** Ends the connection, if there is one; a later command opens another. */
    @Override
    void close();
}
