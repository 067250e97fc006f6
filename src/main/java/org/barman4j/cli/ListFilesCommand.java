package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.inspect.FileTarget;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list-files", description = "List the paths of the files that belong to a backup.")
final class ListFilesCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "standalone",
            description =
                    "Which files: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). 'data' are the backup's own,"
                            + " 'standalone' adds the WAL that makes it consistent, 'wal' is the WAL up to the next backup, and"
                            + " 'full' is data and wal.")
    private FileTarget target;

    @Option(names = "--list-empty-directories", description = "List directories without files as well.")
    private boolean emptyDirectories;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.ANY);
        if (found.isPresent()) {
            session.listFiles(found.get())
                    .list(new BackupReference(backup), target, emptyDirectories, session.output()::item);
        }
        return ExitCode.OK;
    }
}
