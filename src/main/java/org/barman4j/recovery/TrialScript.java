package org.barman4j.recovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.recovery.RestoreTestReport.Step;
import org.barman4j.text.Reason;

/**
 * A script of the user's that looks at a server on trial. With all that it has started, it ends when this program does,
 * however that ends.
 */
final class TrialScript {
    /** Leads a session of its own, so that a signal to the group reaches the script and its children and nobody else. */
    private static final String LEADER =
            """
            trap 'trap "" TERM; kill -TERM 0; { sleep 3; kill -KILL 0; } & wait $script; kill -KILL 0' TERM
            sh -c "$1" &
            script=$!
            wait $script
            """;

    private static final int REMEMBERED = 20;

    private final String script;
    private final List<String> output = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    TrialScript(String script) {
        this.script = script;
    }

    Step run(Map<String, String> environment) throws InterruptedException {
        Command command = Command.of("setsid", "sh", "-c", LEADER, "sh", script).withEnvironment(environment);
        int status;
        try (ChildProcess process = ChildProcess.start(command, this::hear, this::hearComplaint)) {
            status = process.await();
        }
        String detail = status == 0 ? said() : "exit code " + status + ": " + said();
        return new Step("script " + script, status == 0, Reason.firstLine(detail));
    }

    private synchronized void hear(String line) {
        if (output.size() < REMEMBERED) {
            output.add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
    }

    private synchronized void hearComplaint(String line) {
        if (complaints.size() < REMEMBERED) {
            complaints.add(line);
        }
    }

    private synchronized String said() {
        List<String> all = new ArrayList<>(output);
        all.addAll(complaints);
        return String.join("\n", all).strip();
    }
}
