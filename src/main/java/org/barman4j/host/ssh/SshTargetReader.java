package org.barman4j.host.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.barman4j.host.ssh.SshTarget.Family;
import org.barman4j.host.ssh.SshTarget.HostKeyPolicy;

/** Turns settings into a target. A value that is not understood is a doubt. */
final class SshTargetReader {
    private static final int SSH_PORT = 22;
    private static final List<String> DEFAULT_IDENTITIES = List.of("id_rsa", "id_ecdsa", "id_ed25519");
    private static final List<String> ALGORITHMS =
            List.of("ciphers", "macs", "kexalgorithms", "hostkeyalgorithms", "pubkeyacceptedalgorithms");

    private final SshCommand command;
    private final SshSettings settings;
    private final SshEnvironment environment;
    private final List<String> doubts;

    SshTargetReader(SshCommand command, SshSettings settings, SshEnvironment environment, List<String> doubts) {
        this.command = command;
        this.settings = settings;
        this.environment = environment;
        this.doubts = doubts;
    }

    SshTarget read() {
        String host = settings.value("hostname").map(this::hostName).orElse(command.host());
        String user = settings.value("user").orElse(environment.user());
        int port = number("port", SSH_PORT);
        SshPaths paths = new SshPaths(environment, command.host(), host, user, port, doubts);
        return new SshTarget(
                host,
                port,
                user,
                family(),
                settings.isOn("compression"),
                policy(),
                settings.value("hostkeyalias").orElse(host).toLowerCase(Locale.ROOT),
                settings.isOn("hashknownhosts"),
                files(paths, "userknownhostsfile", environment.userDirectory(), "known_hosts"),
                files(paths, "globalknownhostsfile", environment.systemDirectory(), "ssh_known_hosts"),
                identities(paths),
                settings.isOn("identitiesonly"),
                agent(paths),
                Duration.ofSeconds(number("connecttimeout", 0)),
                Duration.ofSeconds(number("serveraliveinterval", 0)),
                number("serveralivecountmax", 3),
                settings.directives().stream()
                        .filter(each -> ALGORITHMS.contains(each.keyword()))
                        .toList());
    }

    private String hostName(String pattern) {
        String name = pattern.replace("%%", "\0").replace("%h", command.host());
        if (name.indexOf('%') >= 0) {
            doubts.add("HostName " + pattern);
        }
        return name.replace('\0', '%');
    }

    private int number(String keyword, int otherwise) {
        String text = settings.value(keyword).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && !(keyword.equals("port") && (number == 0 || number > 65_535))) {
                return number;
            }
        } catch (NumberFormatException e) {
            // a doubt as well: ssh knows more ways to write a time or the name of a port
        }
        doubts.add(keyword + " " + text);
        return otherwise;
    }

    private Family family() {
        return switch (settings.value("addressfamily").orElse("any")) {
            case "any" -> Family.ANY;
            case "inet" -> Family.INET;
            case "inet6" -> Family.INET6;
            default -> {
                doubts.add("AddressFamily");
                yield Family.ANY;
            }
        };
    }

    private HostKeyPolicy policy() {
        String text = settings.value("stricthostkeychecking").orElse("accept-new");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "ask" -> HostKeyPolicy.STRICT;
            case "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
            case "no", "false", "off" -> HostKeyPolicy.ANY;
            default -> {
                doubts.add("StrictHostKeyChecking " + text);
                yield HostKeyPolicy.STRICT;
            }
        };
    }

    private List<Path> files(SshPaths paths, String keyword, Path directory, String otherwise) {
        List<String> names = settings.first(keyword)
                .map(SshDirective::arguments)
                .orElse(List.of(
                        directory.resolve(otherwise).toString(),
                        directory.resolve(otherwise + "2").toString()));
        return names.equals(List.of("none")) ? List.of() : paths.expand(names);
    }

    private List<Path> identities(SshPaths paths) {
        List<String> names = new ArrayList<>(settings.values("identityfile"));
        if (names.isEmpty()) {
            for (String name : DEFAULT_IDENTITIES) {
                names.add(environment.userDirectory().resolve(name).toString());
            }
        }
        names.remove("none");
        return paths.expand(names);
    }

    private String agent(SshPaths paths) {
        String name = settings.value("identityagent").orElse("SSH_AUTH_SOCK");
        return switch (name) {
            case "SSH_AUTH_SOCK" -> environment.agentSocket();
            case "none" -> "";
            default ->
                paths.expand(List.of(name)).stream()
                        .map(Path::toString)
                        .findFirst()
                        .orElse("");
        };
    }
}
