package org.barman4j.backup.method;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.CopyFailedException;
import org.barman4j.copy.CopyStatistics;
import org.barman4j.host.LocalHost;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.postgres.live.ClusterFacts;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.WalPosition;
import org.barman4j.postgres.live.WalSwitch;
import org.barman4j.postgres.tool.BackupCompression;
import org.barman4j.postgres.tool.PgBaseBackup;
import org.barman4j.postgres.tool.ToolCommand;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;
import org.barman4j.text.HumanDuration;
import org.barman4j.xlog.WalSegmentName;

/** Has pg_basebackup copy the cluster over the replication protocol. */
public final class StreamedBackup implements BackupMethod {
    private static final String PROGRAM = "pg_basebackup";

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Supplier<LiveServer> servers;
    private final Disk disk;
    private final Clock clock;
    private final Progress progress;
    private final Notices notices;

    public StreamedBackup(
            ServerConfig server,
            BackupCatalog catalog,
            Supplier<LiveServer> servers,
            CopiedBackup.Surroundings surroundings) {
        this.server = server;
        this.catalog = catalog;
        this.servers = servers;
        this.disk = surroundings.disk();
        this.clock = surroundings.clock();
        this.progress = surroundings.progress();
        this.notices = surroundings.notices();
    }

    @Override
    public void take(BackupDraft draft, FileLook copied) throws InterruptedException {
        draft.doing("initialising postgres backup_method");
        ClusterFacts facts = begin(draft);
        draft.save();
        notices.info(draft.startMessage());
        draft.doing("copying files");
        notices.info("Starting backup copy via pg_basebackup for " + draft.id());
        draft.copyStartsAt(clock.instant());
        copy(facts, draft);
        ConfigurationFiles outside = new ConfigurationFiles(facts);
        List<String> missing = new ArrayList<>(outside.main().values());
        missing.addAll(outside.included());
        ConfigurationFiles.warn(
                missing,
                "pg_basebackup does not copy the PostgreSQL configuration files that reside outside PGDATA. ",
                server,
                notices);
        double seconds =
                CopyStatistics.seconds(Duration.between(draft.copyStart().orElseThrow(), clock.instant()));
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("copy_time", seconds);
        statistics.put("total_time", seconds);
        draft.copied(statistics);
        notices.info("Copy done (time: " + HumanDuration.of(HumanDuration.ofSeconds(seconds)) + ")");
        end(draft);
        FirstBackup.tell(draft, server, notices);
    }

    /** For a while, as the label of the backup will tell for certain; not with the segment on a standby. */
    private ClusterFacts begin(BackupDraft draft) {
        try (LiveServer live = servers.get()) {
            PostgresSession session = session(live);
            draft.doing("detecting data directory");
            ClusterFacts facts = ClusterFacts.of(session);
            draft.cluster(facts);
            draft.doing("issuing start backup command");
            WalPosition position = WalPosition.current(session);
            int timeline = position.fileName()
                    .flatMap(WalSegmentName::parse)
                    .map(WalSegmentName::timeline)
                    .orElse(0);
            draft.began(position.location(), timeline, now(session));
            position.fileName().ifPresent(name -> draft.set(BackupField.BEGIN_WAL, name));
            return facts;
        }
    }

    private static PostgresSession session(LiveServer live) {
        return live.session().orElseThrow(() -> new RefusedException(live.sessionError()));
    }

    private static OffsetDateTime now(PostgresSession session) {
        return (OffsetDateTime) session.value("SELECT now()").orElseThrow();
    }

    private void copy(ClusterFacts facts, BackupDraft draft) throws InterruptedException {
        ClientProgram program = ClientProgram.find(new LocalHost(), server.searchPath(), PROGRAM)
                .orElseThrow(() -> new RefusedException(
                        PROGRAM + " not found", "Install it, and name its directory in path_prefix."));
        Map<String, Path> tablespaces = new LinkedHashMap<>();
        facts.tablespaces().forEach(each -> tablespaces.put(each.path(), draft.tablespace(each)));
        ToolCommand command = new PgBaseBackup(
                        program.path(),
                        program.version().map(PgVersion::number).orElse(0),
                        draft.data(),
                        tablespaces,
                        server.bandwidthLimit(),
                        draft.info().parent().map(parent -> catalog.dataOf(parent)
                                .resolve("backup_manifest")),
                        server.is(Options.IMMEDIATE_CHECKPOINT),
                        !server.is(Options.BACKUP_PAGE_CHECKSUMS), // which we do later, and without failing
                        compression(server))
                .command(
                        Conninfo.parse(server.required(Options.STREAMING_CONNINFO)),
                        server.get(Options.STREAMING_BACKUP_NAME).orElse(""),
                        server.searchPath());
        int retries = server.required(Options.BASEBACKUP_RETRY_TIMES);
        int pause = server.required(Options.BASEBACKUP_RETRY_SLEEP);
        BaseBackupRun run = new BaseBackupRun(progress, facts.size().orElse(0), this::switchPrimary);
        try {
            for (int attempt = 0; ; attempt++) {
                prepare(draft, tablespaces);
                int status = run.of(command);
                if (status == 0) {
                    return;
                }
                if (attempt == retries) {
                    throw new CopyFailedException(
                            "data transfer failure on directory '" + draft.data() + "'\npg_basebackup error:\n"
                                    + run.complaints(),
                            "The log file has all that pg_basebackup said.");
                }
                notices.warning("Failure executing a backup using pg_basebackup (attempt " + attempt + ")");
                notices.warning("The files copied so far will be removed and the backup process will restart in "
                        + pause + " seconds");
                TimeUnit.SECONDS.sleep(pause);
            }
        } finally {
            progress.end();
        }
    }

    /** How the configuration wants it to be compressed. */
    public static Optional<BackupCompression> compression(ServerConfig server) {
        return server.get(Options.BACKUP_COMPRESSION)
                .map(method -> new BackupCompression(
                        method,
                        server.get(Options.BACKUP_COMPRESSION_FORMAT).orElse(""),
                        server.get(Options.BACKUP_COMPRESSION_LOCATION).orElse(""),
                        server.get(Options.BACKUP_COMPRESSION_LEVEL).orElse(null),
                        server.get(Options.BACKUP_COMPRESSION_WORKERS).orElse(null)));
    }

    /** New and empty directories, without what an attempt before has left. */
    private void prepare(BackupDraft draft, Map<String, Path> tablespaces) {
        List<Path> directories = new ArrayList<>(tablespaces.values());
        directories.add(draft.data());
        for (Path directory : directories) {
            try {
                new TreeDeletion(disk).delete(directory);
                disk.createDirectories(directory.getParent());
                disk.makeDirectory(directory, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw StorageException.because("make the directory " + directory, e);
            }
        }
    }

    /** A backup of a standby may wait for WAL that only the primary can close. */
    private void switchPrimary() {
        if (server.get(Options.PRIMARY_CONNINFO).isPresent()) {
            try (LiveServer live = servers.get()) {
                if (live.isStandby()) {
                    live.primarySession().ifPresent(WalSwitch::run);
                }
            }
        }
    }

    private void end(BackupDraft draft) {
        compression(server)
                .filter(BackupCompression::isArchived)
                .ifPresent(settings -> draft.set(BackupField.COMPRESSION, settings.method()));
        draft.doing("reading the backup label");
        BackupLabel label = BackupLabel.read(draft.data(), compression(server).filter(BackupCompression::isArchived));
        draft.label(label.text());
        label.fill(draft);
        draft.doing("stopping postgres backup_method");
        notices.info("Finalising the backup.");
        try (LiveServer live = servers.get()) {
            PostgresSession session = session(live);
            WalPosition position = WalPosition.current(session);
            Optional<WalSegmentName> segment = position.fileName().flatMap(WalSegmentName::parse);
            if (segment.isPresent()) {
                draft.ended(position.location(), segment.get(), now(session));
            } else {
                draft.ended(position.location(), draft.timeline(), now(session));
            }
            Optional<PostgresSession> writer = live.isStandby() ? live.primarySession() : live.session();
            if (writer.isPresent() && !writer.get().isInRecovery()) {
                WalSwitch.run(writer.get());
            }
        }
    }
}
