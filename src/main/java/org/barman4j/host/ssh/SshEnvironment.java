package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What ssh finds around it.
 *
 * @param home the user's home directory, as the system knows it: ssh takes no notice of {@code HOME}
 * @param systemDirectory where the administrator's configuration of ssh is
 * @param variables the environment of this process
 */
public record SshEnvironment(Path home, String user, Path systemDirectory, Map<String, String> variables) {
    public SshEnvironment {
        variables = Map.copyOf(variables);
    }

    /** What this process would pass on to an ssh of its own. */
    public static SshEnvironment ofThisProcess() {
        return new SshEnvironment(
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Path.of("/etc/ssh"),
                System.getenv());
    }

    Path userDirectory() {
        return home.resolve(".ssh");
    }

    /** The socket of the user's agent, or nothing. */
    String agentSocket() {
        return variables.getOrDefault("SSH_AUTH_SOCK", "");
    }

    /** Whether there seems to be a Kerberos ticket; then GSSAPI might succeed where keys do not. */
    boolean hasTicket() {
        if (variables.containsKey("KRB5CCNAME")) {
            return true;
        }
        try {
            Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return Files.exists(Path.of("/tmp/krb5cc_" + user));
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }
}
