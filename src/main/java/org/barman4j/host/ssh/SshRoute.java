package org.barman4j.host.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a host is reached: by a session, or, where there is any doubt that a session can do what is asked for, by a
 * spawned ssh.
 *
 * @param doubts why not by a session, empty if by one
 * @param options what the command gets on top of the user's own options
 */
record SshRoute(List<String> doubts, SshTarget target, List<String> options) {
    private static final List<String> BATCH = List.of("-o", "BatchMode=yes");
    private static final List<String> ACCEPT_NEW = List.of("-o", "StrictHostKeyChecking=accept-new");

    /** Kinds of keys that ssh tries by itself, and a session can't use. */
    private static final List<String> HARDWARE_KEYS = List.of("id_ecdsa_sk", "id_ed25519_sk");

    SshRoute {
        doubts = List.copyOf(doubts);
        options = List.copyOf(options);
    }

    static SshRoute of(SshCommand command, SshEnvironment environment) {
        SshSettings settings = SshConfigReader.read(command, environment);
        List<String> doubts = new ArrayList<>(settings.doubts());
        SshTarget target = new SshTargetReader(command, settings, environment, doubts).read();
        for (SshDirective directive : settings.directives()) {
            Optional<String> doubt = SshKeywords.doubt(directive, environment);
            doubt.ifPresent(doubts::add);
        }
        addDoubtsOfKeys(doubts, settings, target, environment);
        List<String> options = new ArrayList<>(BATCH);
        if (command.hasDestination() && !settings.mentionsHostKeys()) {
            options.addAll(ACCEPT_NEW);
        }
        return new SshRoute(doubts, target, options);
    }

    boolean isSession() {
        return doubts.isEmpty();
    }

    private static void addDoubtsOfKeys(
            List<String> doubts, SshSettings settings, SshTarget target, SshEnvironment environment) {
        List<Path> unfit = new ArrayList<>();
        for (Path identity : target.identities()) {
            unfit.add(identity.resolveSibling(identity.getFileName() + "-cert.pub"));
        }
        if (settings.first("identityfile").isEmpty()) {
            for (String name : HARDWARE_KEYS) {
                unfit.add(environment.userDirectory().resolve(name));
            }
        }
        for (Path file : unfit) {
            if (Files.exists(file)) {
                doubts.add("key " + file);
            }
        }
        if (KnownHosts.read(target.knownHosts(), target.globalKnownHosts())
                .hasAuthority(target.keyName(), target.port())) {
            doubts.add("a certificate authority vouches for the host");
        }
    }
}
