package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.backup.KeepService;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.KeepTarget;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.KeepView;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keep",
        description = "Keep a backup, and perhaps all WAL after it, whatever the retention policy says.")
final class KeepCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;

    @Option(
            names = {"-r", "--release"},
            description = "Keep the backup no longer.")
    private boolean release;

    @Option(
            names = {"-s", "--status"},
            description = "Show whether the backup is kept.")
    private boolean status;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description =
                    "What to keep: ${COMPLETION-CANDIDATES}. 'full' keeps all WAL from the backup on, 'standalone'"
                            + " what makes the backup consistent.")
    private KeepTarget target;

    @Override
    protected ExitCode run(Session session) {
        if (!release && !status && target == null) {
            throw new RefusedException("one of the arguments -r/--release -s/--status --target is required");
        }
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        if (found.isPresent()) {
            KeepService keep = session.keep(found.get());
            BackupReference reference = new BackupReference(backup);
            if (status) {
                session.output().show(keep.status(reference), KeepView.INSTANCE);
            } else if (release) {
                keep.release(reference);
            } else {
                keep.keep(reference, target);
            }
        }
        return ExitCode.OK;
    }
}
