package org.barman4j.backup.method;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.postgres.tool.ToolCommand;
import org.barman4j.report.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of pg_basebackup, and what it says meanwhile. */
final class BaseBackupRun {
    private static final Logger log = LoggerFactory.getLogger(BaseBackupRun.class);
    private static final String WAITING = "waiting for required WAL segments to be archived";
    private static final Pattern PROGRESS = Pattern.compile("\\s*(\\d+)(?:/\\d+)? kB \\(.*");
    private static final int KEPT = 50;

    private final Progress progress;
    private final Runnable onWaiting;
    private final List<String> complaints = new ArrayList<>();
    private long done;

    /** @param onWaiting what to do when it waits for WAL to be archived */
    BaseBackupRun(Progress progress, Runnable onWaiting) {
        this.progress = progress;
        this.onWaiting = onWaiting;
    }

    /** Runs it to its end, and returns its status. */
    int of(ToolCommand command) throws InterruptedException {
        complaints.clear();
        done = 0;
        Command call = Command.of(command.argv().toArray(new String[0])).withEnvironment(command.environment());
        try (ChildProcess process = ChildProcess.start(call, this::hear, this::hear)) {
            return process.await();
        }
    }

    private synchronized void hear(String line) {
        Matcher figures = PROGRESS.matcher(line);
        if (figures.matches()) {
            long bytes = Long.parseLong(figures.group(1)) * 1024;
            progress.advance(bytes - done);
            done = bytes;
            return;
        }
        log.info("{}", line);
        complaints.add(line);
        if (complaints.size() > KEPT) {
            complaints.remove(0);
        }
        if (line.contains(WAITING)) {
            onWaiting.run();
        }
    }

    /** The last lines that it said. */
    synchronized String complaints() {
        return String.join("\n", complaints);
    }
}
