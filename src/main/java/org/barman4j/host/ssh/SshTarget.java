package org.barman4j.host.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * All that a session needs to know, with the defaults of ssh filled in.
 *
 * @param keyName the name under which the host's key is known
 * @param knownHosts the user's files of known hosts; a new key goes to the first
 * @param identities the files of keys to try, in order
 * @param identitiesOnly whether keys of the agent count only if one of the identities names them
 * @param agentSocket the agent's socket, or nothing
 * @param connectTimeout how long connecting may take, zero for no limit
 * @param aliveInterval after how long a silence the other side is asked for a sign of life, zero for never
 * @param algorithms what the administrator allows, with keywords of ssh_config(5)
 */
record SshTarget(
        String host,
        int port,
        String user,
        Family family,
        boolean compression,
        HostKeyPolicy policy,
        String keyName,
        boolean hashNames,
        List<Path> knownHosts,
        List<Path> globalKnownHosts,
        List<Path> identities,
        boolean identitiesOnly,
        String agentSocket,
        Duration connectTimeout,
        Duration aliveInterval,
        int aliveCount,
        List<SshDirective> algorithms) {
    SshTarget {
        knownHosts = List.copyOf(knownHosts);
        globalKnownHosts = List.copyOf(globalKnownHosts);
        identities = List.copyOf(identities);
        algorithms = List.copyOf(algorithms);
    }

    /** Which addresses of a host may be used. */
    enum Family {
        ANY,
        INET,
        INET6
    }

    /** What to do with keys that are not known. A session never asks, so that asking means refusing. */
    enum HostKeyPolicy {
        /** Only known keys. */
        STRICT,
        /** Keys of hosts that are not known yet are noted; other keys of known ones are refused. */
        ACCEPT_NEW,
        /** Any key, as the user asked for. */
        ANY
    }
}
