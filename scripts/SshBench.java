import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.host.ssh.SshEnvironment;
import org.barman4j.host.ssh.SshHosts;
import org.barman4j.io.LocalDisk;

/** Times commands through one SSH session, and with an ssh started for each. Called by scripts/bench-live. */
final class SshBench {
    private static final int RUNS = 21;

    private SshBench() {}

    public static void main(String[] words) {
        List<Double> session = new ArrayList<>();
        List<Double> spawned = new ArrayList<>();
        double first;
        try (RemoteHost host = new SshHosts(SshEnvironment.ofThisProcess(), new LocalDisk()).open(words[0], "host")) {
            first = time(() -> host.run(Command.of("true")));
            List<String> ssh = new ArrayList<>(List.of(words[0].split(" ")));
            ssh.add("true");
            Command command = Command.of(ssh.toArray(new String[0]));
            for (int run = 0; run < RUNS; run++) {
                session.add(time(() -> host.run(Command.of("true"))));
                spawned.add(time(() -> new LocalHost().run(command)));
            }
        }
        System.out.println("| remote command | one session | an ssh each | ratio |");
        System.out.println("|---|---|---|---|");
        System.out.printf("| the first | %.0f ms | %.0f ms | |%n", first, median(spawned));
        System.out.printf(
                "| every later one | %.1f ms | %.0f ms | %.3f |%n",
                median(session), median(spawned), median(session) / median(spawned));
        System.exit(0);
    }

    private interface Run {
        CommandResult result();
    }

    private static double time(Run run) {
        long start = System.nanoTime();
        CommandResult result = run.result();
        if (!result.succeeded()) {
            throw new IllegalStateException(result.complaints());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
