package org.barman4j.host.ssh;

import com.jcraft.jsch.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Keeps a session to the algorithms that the administrator allows, as far as the session has any of them. */
final class SshAlgorithms {
    private static final Map<String, List<String>> NAMES = Map.of(
            "ciphers", List.of("cipher.c2s", "cipher.s2c"),
            "macs", List.of("mac.c2s", "mac.s2c"),
            "kexalgorithms", List.of("kex"),
            "hostkeyalgorithms", List.of("server_host_key"),
            "pubkeyacceptedalgorithms", List.of("PubkeyAcceptedAlgorithms"),
            "pubkeyacceptedkeytypes", List.of("PubkeyAcceptedAlgorithms"));

    private SshAlgorithms() {}

    /** Leaves out certificates of hosts, which only a spawned ssh gets to see, and whatever the directives leave out. */
    static void restrict(Session session, List<SshDirective> directives) {
        List<String> plain = new ArrayList<>(present(session, "server_host_key"));
        plain.removeIf(name -> name.contains("-cert-"));
        session.setConfig("server_host_key", String.join(",", plain));
        for (SshDirective directive : directives) {
            for (String name : NAMES.get(directive.keyword())) {
                List<String> allowed = allowed(present(session, name), directive.value());
                if (!allowed.isEmpty()) {
                    session.setConfig(name, String.join(",", allowed));
                }
            }
        }
    }

    private static List<String> present(Session session, String name) {
        return Arrays.asList(session.getConfig(name).split(",", -1));
    }

    /** What stays of a list: {@code -a,b} leaves out, {@code +a,b} and {@code ^a,b} leave it, {@code a,b} says it all. */
    static List<String> allowed(List<String> present, String value) {
        char sign = value.charAt(0);
        List<String> allowed = new ArrayList<>();
        if (sign == '-') {
            List<String> without = Arrays.asList(value.substring(1).split(",", -1));
            allowed.addAll(present);
            allowed.removeIf(name -> HostPatterns.match(without, name));
        } else if (sign == '+' || sign == '^') {
            allowed.addAll(present);
        } else {
            allowed.addAll(Arrays.asList(value.split(",", -1)));
            allowed.retainAll(present);
        }
        return allowed;
    }
}
