package org.barman4j.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.barman4j.backup.method.StreamedBackup;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.ServerIdentity;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;
import org.barman4j.check.CheckService;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.LocalHost;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Reason;

/** Finds out whether a backup can be taken at all, before anything is begun. */
public final class BackupPreparation {
    /** What may be wrong without a backup's being pointless; some of it is even mended by one. */
    private static final Set<String> HARMLESS = Set.of(
            "minimum redundancy requirements",
            "backup maximum age",
            "restore test maximum age",
            "backup minimum size",
            "failed backups",
            "archiver errors",
            "empty incoming directory",
            "empty streaming directory",
            "incoming WALs directory",
            "streaming WALs directory",
            "wal maximum age",
            "PostgreSQL server is standby",
            "WAL continuity",
            "WAL directory",
            "WAL catalogue");

    private static final int VERSION_17 = 170_000;

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final Supplier<LiveServer> servers;
    private final Supplier<CheckService> checks;
    private final Disk disk;
    private final Notices notices;

    public BackupPreparation(
            ServerConfig server,
            ServerCatalog stores,
            Supplier<LiveServer> servers,
            Supplier<CheckService> checks,
            Disk disk,
            Notices notices) {
        this.server = server;
        this.catalog = stores.catalog();
        this.marks = stores.marks();
        this.servers = servers;
        this.checks = checks;
        this.disk = disk;
        this.notices = notices;
    }

    /**
     * Makes sure of it, and returns the backup that the new one is to be incremental to.
     *
     * @throws RefusedException if it can't be taken
     */
    Optional<BackupInfo> prepare(BackupRequest request) {
        Optional<BackupInfo> parent = request.parent().map(this::parent);
        if (server.required(Options.BACKUP_METHOD).equals("snapshot")) {
            throw new RefusedException(
                    "failed to start backup: this version of barman4j has no provider of snapshots",
                    "Set backup_method to postgres or rsync, or take this backup with Barman's own program.");
        }
        parent.ifPresent(this::checkParent);
        check();
        return parent;
    }

    /** What is being deleted can be none. A word for a backup means one of those that are whole. */
    private BackupInfo parent(BackupReference reference) {
        Backups backups = catalog.load();
        BackupInfo named = reference.in(backups, server.name());
        Backups whole = marks.whole(backups);
        if (whole.find(named.id()).isPresent()) {
            return named;
        }
        if (reference.isWord()) {
            return reference.in(whole, server.name());
        }
        throw new RefusedException(
                "failed to start backup: Backup ID " + named.id() + " is not eligible as a parent for an incremental"
                        + " backup because it, or what it builds on, is being deleted.",
                "Name another one: 'barman list-backups " + server.name() + "' shows what there is.");
    }

    private void check() {
        CheckReport report = checks.get()
                .within(Duration.ofSeconds(server.get(Options.CHECK_TIMEOUT).orElse(0)));
        List<CheckResult> failures = report.results().stream()
                .filter(result -> !result.ok() && !HARMLESS.contains(result.label()))
                .toList();
        if (failures.isEmpty()) {
            return;
        }
        List<String> labels = new ArrayList<>();
        for (CheckResult failure : failures) {
            labels.add(failure.label());
            notices.debug(
                    "Check '" + failure.label() + "' failed for server '" + server.name() + "': " + failure.hint());
        }
        throw new RefusedException(
                "Impossible to start the backup. Check the log for more details, or run 'barman check " + server.name()
                        + "'",
                "Failed: " + String.join(", ", labels) + ".");
    }

    private void checkParent(BackupInfo parent) {
        if (!parent.status().isCopyDone()) {
            throw notStarted(
                    "Backup ID " + parent.id() + " is not eligible as a parent for an incremental backup because"
                            + " its status is " + parent.status() + ".");
        }
        try (LiveServer live = servers.get()) {
            PostgresSession session =
                    live.session().orElseThrow(() -> notStarted(Reason.firstLine(live.sessionError())));
            if (!session.version().atLeast(VERSION_17)) {
                throw notStarted("Postgres version 17 or greater is required for incremental backups using the Postgres"
                        + " backup method");
            }
            if (!server.hasStreamedBackups()) {
                throw notStarted("Backup using the `--incremental` flag is available only for 'backup_method ="
                        + " postgres'. Check Barman's documentation for more help on this topic.");
            }
            if (session.setting("summarize_wal").filter("on"::equals).isEmpty()) {
                throw notStarted("'summarize_wal' option has to be enabled in the Postgres server to perform an"
                        + " incremental backup using the Postgres backup method");
            }
            if (parent.text(BackupField.SUMMARIZE_WAL).filter("on"::equals).isEmpty()) {
                throw notStarted("Backup ID " + parent.id() + " is not eligible as a parent for an incremental backup"
                        + " because WAL summaries were not enabled when that backup was taken.");
            }
            Path manifest = catalog.dataOf(parent.id()).resolve(BackupManifest.NAME);
            if (!Files.isReadable(manifest)) {
                throw notStarted("Backup ID " + parent.id() + " is not eligible as a parent for an incremental backup"
                        + " because there is no " + manifest + ".");
            }
        }
    }

    private static RefusedException notStarted(String reason) {
        return new RefusedException("failed to start backup: " + reason);
    }

    /** Notes which cluster the backups of this server come from, if that is not known yet. Returns that of the cluster. */
    Optional<String> identify() {
        try (LiveServer live = servers.get()) {
            PostgresSession session = live.session().orElseThrow(() -> new RefusedException(live.sessionError()));
            compressionProblems(session);
            Optional<String> systemId = session.systemId();
            if (systemId.isPresent()
                    && ServerIdentity.read(server.path(Options.BACKUP_DIRECTORY))
                            .isEmpty()) {
                new ServerIdentity(systemId.get(), session.version().major())
                        .write(server.path(Options.BACKUP_DIRECTORY), disk);
            }
            return systemId;
        }
    }

    private void compressionProblems(PostgresSession session) {
        if (!server.hasStreamedBackups()) {
            return;
        }
        StreamedBackup.compression(server).ifPresent(settings -> {
            int client = ClientProgram.find(new LocalHost(), server.searchPath(), "pg_basebackup")
                    .flatMap(ClientProgram::version)
                    .map(PgVersion::number)
                    .orElse(0);
            List<String> problems = settings.problems(client, session.version().number());
            if (!problems.isEmpty()) {
                problems.subList(1, problems.size()).forEach(notices::error);
                throw new RefusedException(
                        problems.get(0), "Correct the options backup_compression* of server " + server.name() + ".");
            }
        });
    }
}
