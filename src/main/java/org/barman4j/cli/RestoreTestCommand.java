package org.barman4j.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.RestoreTestView;
import org.barman4j.recovery.RestoreTestReport;
import org.barman4j.recovery.RestoreTestRequest;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ours, beyond Barman. */
@Command(
        name = "restore-test",
        description =
                "Restore a backup to a scratch directory, start PostgreSQL with it, and see whether all is in order."
                        + " barman4j only.")
final class RestoreTestCommand extends BarmanCommand {
    private static final int MINUTES = 60;

    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "BACKUP",
            description = "Backup id, name or shortcut (default: latest).")
    private String backup;

    @Mixin
    private RecoveryTargetOptions target;

    @Mixin
    private JobOptions jobs;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Directory with room for the whole cluster (default: staging_path of the server, or /tmp).")
    private Path directory;

    @Option(
            names = "--dbname",
            paramLabel = "DATABASE",
            description = "Database for the queries and the script (default: postgres).")
    private String database = "postgres";

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "Query to ask the restored server; an error fails the test. May be given several times.")
    private List<String> queries = List.of();

    @Option(
            names = "--script",
            paramLabel = "COMMAND",
            description =
                    "Shell command to run while the restored server is up. It finds it in PGHOST, PGPORT, PGUSER and"
                            + " PGDATABASE; an exit code other than 0 fails the test.")
    private String script;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Count.Positive.class,
            description = "Seconds that PostgreSQL may take until it takes connections (default: 3600).")
    private Integer timeout;

    @Option(names = "--keep", description = "Do not remove what was restored.")
    private boolean keep;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isEmpty()) {
            return ExitCode.OK;
        }
        ServerConfig changed = jobs.applyTo(found.get());
        Path place = directory != null
                ? directory
                : Path.of(changed.get(Options.STAGING_PATH).orElse("/tmp"));
        RestoreTestRequest request = new RestoreTestRequest(
                new BackupReference(backup == null ? "latest" : backup),
                target.target(),
                place,
                database,
                queries,
                Optional.ofNullable(script),
                Duration.ofSeconds(timeout == null ? MINUTES * MINUTES : timeout),
                keep);
        session.ending().watch();
        RestoreTestReport report = session.restoreTest(changed).test(request);
        session.output().show(report, RestoreTestView.INSTANCE);
        if (!report.passed()) {
            session.output().error("backup " + report.backup() + " did not pass the restore test: " + report.remark());
            session.output()
                    .hint(
                            "With --keep, what was restored stays to be looked at. The log file has what PostgreSQL said.");
        }
        return ExitCode.OK;
    }
}
