package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.RestoreTestRecord;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.host.LocalHost;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.recovery.RestoreTestReport.Step;
import org.barman4j.report.BarmanException;
import org.barman4j.report.RefusedException;
import org.barman4j.text.PythonTime;
import org.barman4j.text.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores a backup to a scratch directory, starts PostgreSQL with it, looks at what comes up, and clears it all away. */
public final class RestoreTestService {
    private static final Logger log = LoggerFactory.getLogger(RestoreTestService.class);
    private static final String PREFIX = "barman-restore-test-";

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final Function<ServerConfig, RestoreService> restores;
    private final OrderlyEnd ending;
    private final Host host;
    private final Disk disk;
    private final Clock clock;

    /** @param restores restores the backups of a server with these settings */
    public RestoreTestService(
            ServerConfig server,
            BackupCatalog catalog,
            DeleteMarks marks,
            Function<ServerConfig, RestoreService> restores,
            OrderlyEnd ending,
            Disk disk,
            Clock clock) {
        this.server = server;
        this.catalog = catalog;
        this.marks = marks;
        this.restores = restores;
        this.ending = ending;
        this.host = ending.guests(new LocalHost());
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Does so, and notes the result in the catalogue.
     *
     * @throws RefusedException if the backup can't be tried here, which says nothing about the backup
     */
    public RestoreTestReport test(RestoreTestRequest request) {
        Backups backups = catalog.load();
        RestoreRequest wanted = request(request, request.backup(), request.directory(), Map.of());
        BackupInfo backup =
                new BackupChoice(server.name(), backups, marks, server.path(Options.WALS_DIRECTORY)).of(wanted);
        Path programs = new ServerPrograms(server.searchPath(), host).of(backup);
        Path place = request.directory().toAbsolutePath();
        boolean made = !Files.exists(place);
        try {
            Scratch scratch = Scratch.in(place, PREFIX + server.name() + "-", disk);
            try {
                return test(request, backups.chain(backup), programs, scratch.path());
            } catch (BarmanException | IOException | InterruptedException e) {
                if (ending.isRequested()) {
                    throw interrupted(backup, request, scratch.path());
                }
                throw e;
            } finally {
                if (!request.keep()) {
                    scratch.close();
                }
            }
        } catch (IOException e) {
            throw StorageException.because("try backup " + backup.id() + " in " + place, e);
        } catch (InterruptedException e) {
            throw new RefusedException("interrupted");
        } finally {
            if (made) {
                removeIfEmpty(place);
            }
        }
    }

    private static RefusedException interrupted(BackupInfo backup, RestoreTestRequest request, Path scratch) {
        return new RefusedException(
                "interrupted",
                "No result is noted for backup " + backup.id() + ". What was restored of it "
                        + (request.keep() ? "stays in " + scratch + "." : "has been removed."));
    }

    /** Also for a thread that has been interrupted. */
    private void removeIfEmpty(Path place) {
        boolean interrupted = Thread.interrupted();
        try {
            disk.delete(place);
        } catch (IOException used) {
            log.debug("{} stays: {}", place, StorageException.reason(used));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RestoreTestReport test(RestoreTestRequest request, List<BackupInfo> chain, Path programs, Path scratch)
            throws IOException, InterruptedException {
        BackupInfo backup = chain.get(0);
        Map<String, String> tablespaces = new LinkedHashMap<>();
        for (Tablespace tablespace : backup.tablespaces()) {
            tablespaces.put(
                    tablespace.name(),
                    scratch.resolve(Long.toString(tablespace.oid())).toString());
        }
        Instant start = clock.instant();
        RestoreRequest restore =
                request(request, new BackupReference(backup.id().text()), scratch.resolve("data"), tablespaces);
        Optional<Step> failure = restore(restore, chain);
        Instant restored = clock.instant();
        Trial trial = failure.isPresent()
                ? new Trial("", restored, List.of(failure.get()))
                : tryOut(request, programs, scratch.resolve("data"));
        RestoreTestReport report = new RestoreTestReport(
                server.name(),
                backup.id(),
                trial.version(),
                Duration.between(start, restored),
                Duration.between(restored, trial.ready()),
                trial.steps(),
                request.keep() ? Optional.of(scratch) : Optional.empty());
        if (ending.isRequested()) {
            throw new InterruptedException();
        }
        record(report);
        return report;
    }

    /** Restores it. If that fails when files are being copied, the backup is to blame, unless there was no room. */
    private Optional<Step> restore(RestoreRequest request, List<BackupInfo> chain) throws IOException {
        try {
            restores.apply(quiet()).restore(request);
            return Optional.empty();
        } catch (BarmanException e) {
            boolean begun = Files.exists(Path.of(request.destination(), UnfinishedRestore.NAME));
            boolean whole =
                    new SourceCheck(catalog, server.name()).objections(chain).isEmpty();
            if ((!begun && whole) || ending.isRequested() || e.getMessage().contains("No space left")) {
                throw e;
            }
            return Optional.of(new Step("restore", false, Reason.firstLine(e.getMessage())));
        }
    }

    /** What became of a server: its version, when it took connections or was given up, and what was looked at. */
    private record Trial(String version, Instant ready, List<Step> steps) {}

    private Trial tryOut(RestoreTestRequest request, Path programs, Path data)
            throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>();
        String version = "";
        Instant ready;
        try (Scratch sockets = Scratch.in(Path.of("/tmp"), "barman-trial-", disk); // short, as a socket's path must be
                TrialServer trial = new TrialServer(programs, data, sockets.path(), request.database(), disk)) {
            try {
                trial.start();
                version = trial.await(user(), request.limit());
                ready = clock.instant();
                steps.add(new Step("PostgreSQL " + version + " starts", true, ""));
                look(trial, request, steps);
            } catch (BarmanException e) {
                if (ending.isRequested()) {
                    throw e;
                }
                ready = clock.instant();
                steps.add(new Step("PostgreSQL starts", false, Reason.firstLine(e.getMessage())));
            }
        }
        return new Trial(version, ready, steps);
    }

    /** Without the user's hooks, which are for restores that count, and with all that the server needs beside it. */
    private ServerConfig quiet() {
        return server.without(Options.RECOVERY_OPTIONS)
                .without(Options.PRE_RECOVERY_SCRIPT)
                .without(Options.PRE_RECOVERY_RETRY_SCRIPT)
                .without(Options.POST_RECOVERY_SCRIPT)
                .without(Options.POST_RECOVERY_RETRY_SCRIPT);
    }

    private static RestoreRequest request(
            RestoreTestRequest request, BackupReference backup, Path destination, Map<String, String> tablespaces) {
        RecoveryTarget target = request.target();
        Optional<String> action = target.isPointInTime() ? Optional.of("promote") : Optional.empty();
        return new RestoreRequest(
                backup,
                destination.toString(),
                new RecoveryTarget(target.kind(), target.value(), target.timeline(), target.exclusive(), action),
                tablespaces,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<String> user() {
        try {
            return server.get(Options.CONNINFO)
                    .flatMap(text -> Conninfo.parse(text).get("user"));
        } catch (PostgresException unreadable) {
            return Optional.empty();
        }
    }

    private void look(TrialServer trial, RestoreTestRequest request, List<Step> steps) throws InterruptedException {
        try {
            trial.becomeSuperuser();
            trial.program("pg_amcheck").ifPresent(program -> steps.add(checkTables(trial, program)));
            for (String query : request.queries()) {
                steps.add(new Step("query " + query, true, trial.ask(query)));
            }
            if (request.script().isPresent()) {
                steps.add(new TrialScript(request.script().get()).run(trial.environment(server.searchPath())));
            }
        } catch (SQLException | PostgresException e) {
            steps.add(new Step("queries", false, Reason.firstLine(String.valueOf(e.getMessage()))));
        }
    }

    private Step checkTables(TrialServer trial, Path program) {
        CommandResult result = host.run(Command.of(program.toString(), "--all", "--install-missing", "--no-password")
                .withEnvironment(trial.environment(server.searchPath())));
        String said = (result.output() + result.complaints()).strip();
        return new Step("pg_amcheck", result.succeeded(), result.succeeded() ? "" : Reason.firstLine(said));
    }

    private void record(RestoreTestReport report) {
        double seconds = report.total().toMillis() / 1000.0;
        OffsetDateTime now = PythonTime.local(clock.instant());
        Path file = catalog.restoreTestOf(report.backup());
        Optional<OffsetDateTime> passed = report.passed()
                ? Optional.of(now)
                : RestoreTestRecord.read(file).flatMap(RestoreTestRecord::lastPassed);
        new RestoreTestRecord(now, report.passed(), seconds, report.remark(), passed).write(file, disk);
    }
}
