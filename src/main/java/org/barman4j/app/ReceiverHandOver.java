package org.barman4j.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.archive.ReceiveWalService.Successor;
import org.barman4j.archive.ReceiverPlan;
import org.barman4j.config.GlobalConfig.LogSettings;
import org.barman4j.host.ssh.RemoteShell;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.StorageException;
import org.barman4j.report.RefusedException;

/** Leaves a plan for the launcher, which turns into the process that receives WAL when this one has ended. */
final class ReceiverHandOver implements Successor {
    private static final String VARIABLE = "BARMAN4J_PLAN";

    private final Map<String, String> environment;
    private final Disk disk;
    private final LogSettings log;
    private final boolean logged;
    private final boolean shown;

    /**
     * With how its lines are to be shown.
     *
     * @param logged whether they go to the log
     * @param shown whether they go to standard output
     */
    ReceiverHandOver(Map<String, String> environment, Disk disk, LogSettings log, boolean logged, boolean shown) {
        this.environment = environment;
        this.disk = disk;
        this.log = log;
        this.logged = logged;
        this.shown = shown;
    }

    @Override
    public void takeOver(ReceiverPlan plan) {
        String file = environment.getOrDefault(VARIABLE, "");
        if (file.isEmpty()) {
            throw new RefusedException(
                    "receive-wal needs the installed program",
                    "Run it by the program 'barman' that scripts/install puts.");
        }
        try (DiskFile target = disk.create(Path.of(file))) {
            target.write(text(plan).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write the plan " + file, e);
        }
    }

    private String text(ReceiverPlan plan) {
        StringBuilder text = new StringBuilder();
        assign(text, "server", plan.server());
        assign(text, "lock", plan.lock().toAbsolutePath().toString());
        assign(text, "log", log.file());
        assign(text, "layout", logged ? PythonLogFormat.parse(log.format()).shellLayout() : "");
        assign(text, "shown", shown ? "yes" : "");
        for (Map.Entry<String, String> variable : new TreeMap<>(plan.command().environment()).entrySet()) {
            text.append("export ");
            assign(text, variable.getKey(), variable.getValue());
        }
        text.append("set --");
        plan.command().argv().forEach(word -> text.append(' ').append(RemoteShell.quote(word)));
        return text.append('\n').toString();
    }

    private static void assign(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(RemoteShell.quote(value)).append('\n');
    }
}
