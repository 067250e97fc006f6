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
    /** What is told while PostgreSQL makes the checkpoint that every backup begins with. */
    static final String CHECKPOINT = "waiting for the checkpoint";

    private static final Logger log = LoggerFactory.getLogger(BaseBackupRun.class);
    private static final String WAITING = "waiting for required WAL segments to be archived";
    private static final String SYNCING = "syncing data to disk";
    private static final Pattern PROGRESS = Pattern.compile("\\s*(\\d+)(?:/(\\d+))? kB \\(.*");
    private static final int KEPT = 50;
    private static final long KILOBYTE = 1024;

    private final Progress progress;
    private final long size;
    private final Runnable onWaiting;
    private final List<String> complaints = new ArrayList<>();
    private Stage stage = Stage.CHECKPOINT;
    private long done;

    private enum Stage {
        CHECKPOINT,
        COPY,
        REST
    }

    /**
     * @param size about how much there is to copy, in bytes, if the program itself does not know
     * @param onWaiting what to do when it waits for WAL to be archived
     */
    BaseBackupRun(Progress progress, long size, Runnable onWaiting) {
        this.progress = progress;
        this.size = size;
        this.onWaiting = onWaiting;
    }

    /** Runs it to its end, and returns its status. */
    int of(ToolCommand command) throws InterruptedException {
        begin();
        Command call = Command.of(command.argv().toArray(new String[0])).withEnvironment(command.environment());
        try (ChildProcess process = ChildProcess.start(call, this::hear, this::hear)) {
            return process.await();
        }
    }

    private synchronized void begin() {
        complaints.clear();
        stage = Stage.CHECKPOINT;
        done = 0;
        progress.phase(CHECKPOINT, 0);
    }

    /** Takes a line that it says. */
    synchronized void hear(String line) {
        Matcher figures = PROGRESS.matcher(line);
        if (figures.matches()) {
            copied(Long.parseLong(figures.group(1)) * KILOBYTE, figures.group(2));
            return;
        }
        log.info("{}", line);
        complaints.add(line);
        if (complaints.size() > KEPT) {
            complaints.remove(0);
        }
        if (line.contains(WAITING)) {
            rest("waiting for PostgreSQL to archive the WAL of the backup");
            onWaiting.run();
        } else if (line.contains(SYNCING)) {
            rest("writing to the storage");
        }
    }

    /** The first figures come behind the checkpoint; those behind the copy say nothing new. */
    private void copied(long bytes, String total) {
        if (stage == Stage.CHECKPOINT) {
            stage = Stage.COPY;
            progress.phase("copying files", total == null ? size : Long.parseLong(total) * KILOBYTE);
        }
        if (stage == Stage.COPY) {
            progress.advance(bytes - done);
            done = bytes;
        }
    }

    private void rest(String phase) {
        stage = Stage.REST;
        progress.phase(phase, 0);
    }

    /** The last lines that it said. */
    synchronized String complaints() {
        return String.join("\n", complaints);
    }
}
