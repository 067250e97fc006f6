package org.barman4j.inspect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;

/** What a machine is, for those who have to help from afar. */
final class SystemFacts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Files that name a distribution, and what is said before their content. */
    private static final Map<String, String> RELEASES = new TreeMap<>(Map.of(
            "/etc/lsb-release", "Ubuntu Linux ",
            "/etc/debian_version", "Debian GNU/Linux ",
            "/etc/redhat-release", "RedHat Linux "));

    private final Host host;

    SystemFacts(Host host) {
        this.host = host;
    }

    SortedMap<String, Object> gather() {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("release", release());
        facts.put("kernel_ver", run("uname", "-a").output().strip());
        facts.put(
                "rsync_ver",
                run("rsync", "--version")
                        .output()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip());
        facts.put("ssh_ver", run("ssh", "-V").complaints().strip());
        facts.put("python_ver", "Java " + System.getProperty("java.version"));
        facts.put("python_executable", System.getProperty("java.home") + "/bin/java");
        return facts;
    }

    private String release() {
        CommandResult lsb = run("lsb_release", "-a");
        if (lsb.succeeded()) {
            return lsb.output().strip();
        }
        for (Map.Entry<String, String> release : RELEASES.entrySet()) {
            CommandResult content = run("cat", release.getKey());
            if (content.succeeded()) {
                return release.getValue() + content.output().strip();
            }
        }
        return "";
    }

    private CommandResult run(String... argv) {
        try {
            return host.run(new Command(List.of(argv), Map.of(), PATIENCE));
        } catch (CommandFailedException e) {
            return new CommandResult(1, "", e.getMessage());
        }
    }
}
