package org.barman4j.backup.method;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.ClusterCopy;
import org.barman4j.copy.CopyItem;
import org.barman4j.copy.CopySettings;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.copy.CopyStatistics;
import org.barman4j.copy.LocalCopy;
import org.barman4j.copy.SmartCopy;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.ArchiverWatch;
import org.barman4j.postgres.live.BackupMode;
import org.barman4j.postgres.live.BackupStart;
import org.barman4j.postgres.live.BackupStop;
import org.barman4j.postgres.live.ClusterFacts;
import org.barman4j.postgres.live.KeepAlive;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.WalSwitch;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;
import org.barman4j.text.HumanDuration;

/** Copies the files of a running PostgreSQL, between a start and a stop that both go over one connection. */
public final class CopiedBackup implements BackupMethod {
    private static final String LOST = "Connection to the Postgres server was lost during the backup.";

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final Supplier<LiveServer> servers;
    private final Supplier<RemoteHost> host;
    private final Disk disk;
    private final Clock clock;
    private final Progress progress;
    private final Notices notices;

    /** What it works with. */
    public record Surroundings(Disk disk, Clock clock, Progress progress, Notices notices) {}

    /** @param host where PostgreSQL runs; not asked for if that is here */
    public CopiedBackup(
            ServerConfig server,
            BackupCatalog catalog,
            DeleteMarks marks,
            Supplier<LiveServer> servers,
            Supplier<RemoteHost> host,
            Surroundings surroundings) {
        this.server = server;
        this.catalog = catalog;
        this.marks = marks;
        this.servers = servers;
        this.host = host;
        this.disk = surroundings.disk();
        this.clock = surroundings.clock();
        this.progress = surroundings.progress();
        this.notices = surroundings.notices();
    }

    @Override
    public void take(BackupDraft draft, FileLook copied) throws InterruptedException {
        try (LiveServer live = servers.get()) {
            PostgresSession session = live.session().orElseThrow(() -> new RefusedException(live.sessionError()));
            draft.doing("detecting data directory");
            ClusterFacts facts = ClusterFacts.of(session);
            draft.cluster(facts);
            draft.doing("issuing start backup command");
            BackupMode mode = new BackupMode(session, isExclusive());
            endLeftMode(mode, session);
            BackupStart start = start(mode, session, draft);
            boolean stopped = false;
            try {
                draft.began(start.location(), start.timeline(), start.time());
                draft.save();
                notices.info(draft.startMessage());
                FirstBackup.tell(draft, server, notices);
                draft.doing("copying files");
                copy(session, facts, draft, copied);
                FirstBackup.tell(draft, server, notices);
                draft.doing("issuing stop of the backup");
                notices.info("Asking PostgreSQL server to finalize the backup.");
                draft.doing("issuing stop backup command (native concurrent)");
                stopped = true;
                progress.phase("waiting for PostgreSQL to end the backup", 0);
                stopUnlessLost(mode, session, live, draft);
            } catch (BarmanException | InterruptedException e) {
                if (!stopped && !session.isLost()) {
                    notices.error("The backup has failed " + draft.action());
                    abandon(mode, draft);
                }
                throw e;
            } finally {
                progress.end();
            }
            ConfigurationFiles.warn(
                    new ConfigurationFiles(facts).included(),
                    "The usage of include directives is not supported for files that reside outside PGDATA.\n",
                    server,
                    notices);
        }
    }

    private boolean isExclusive() {
        return server.required(Options.BACKUP_OPTIONS).contains("exclusive_backup");
    }

    private boolean isLocal() {
        return server.required(Options.BACKUP_METHOD).equals("local-rsync");
    }

    private BackupStart start(BackupMode mode, PostgresSession session, BackupDraft draft) throws InterruptedException {
        progress.phase(BaseBackupRun.CHECKPOINT, 0);
        try {
            return Cancellation.of(session)
                    .during(() -> mode.start(label(draft.id()), server.is(Options.IMMEDIATE_CHECKPOINT)));
        } finally {
            progress.end();
        }
    }

    private String label(BackupId id) {
        return "Barman backup " + server.name() + " " + id;
    }

    /**
     * Ends the mode that the killed process of an exclusive backup has left the server in. If it is that of a backup in the
     * catalogue, nobody is taking that: the lock for it is ours.
     */
    private void endLeftMode(BackupMode mode, PostgresSession session) throws InterruptedException {
        Optional<List<String>> inProgress = mode.labelInProgress();
        if (inProgress.isEmpty()) {
            return;
        }
        Optional<BackupInfo> left =
                catalog.load().newest(backup -> inProgress.get().contains("LABEL: " + label(backup.id())));
        if (left.isPresent()) {
            notices.warning("Backup " + left.get().id() + " has left PostgreSQL in backup mode, which is ended now.");
            Cancellation.of(session).during(() -> mode.stop(false));
        }
    }

    private void copy(PostgresSession session, ClusterFacts facts, BackupDraft draft, FileLook copied)
            throws InterruptedException {
        Optional<BackupInfo> previous = marks.whole(catalog.load()).previous(draft.info());
        draft.copyStartsAt(clock.instant());
        CopySettings settings = CopySettings.of(
                server,
                previous.flatMap(backup -> backup.time(BackupField.BEGIN_TIME))
                        .map(time -> OptionalLong.of(time.toEpochSecond()))
                        .orElse(OptionalLong.empty()));
        notices.info("Starting backup copy via " + (isLocal() ? "local rsync" : "rsync/SSH") + " for " + draft.id()
                + (settings.jobs() > 1 ? " (" + settings.jobs() + " jobs)" : ""));
        List<CopyItem> items = new ClusterItems(
                        server, catalog, facts, draft, previous.filter(any -> settings.reuse() != Reuse.OFF))
                .all();
        Duration interval = Duration.ofSeconds(server.required(Options.KEEPALIVE_INTERVAL));
        KeepAlive alive = new KeepAlive(session, interval);
        CopyStatistics statistics;
        try (alive) {
            statistics = copier(settings, session, facts, draft, copied).copy(items);
        } catch (InterruptedException e) {
            if (alive.hasLost()) {
                throw lost();
            }
            throw e;
        } finally {
            progress.end();
        }
        draft.copied(statistics.values());
        notices.info("Copy done (time: " + HumanDuration.of(statistics.copyTime()) + ")");
    }

    private ClusterCopy copier(
            CopySettings settings, PostgresSession session, ClusterFacts facts, BackupDraft draft, FileLook copied) {
        if (isLocal()) {
            progress.phase("copying files", facts.size().orElse(0));
            return new LocalCopy(settings, disk, clock, progress.withinPhase(), copied);
        }
        Path workspace = draft.directory().resolve(".copy");
        return new SmartCopy(
                host.get().argv(),
                server.searchPath(),
                settings,
                new SmartCopy.Tools(workspace, item -> isDropped(session, item), disk, clock, progress));
    }

    private static boolean isDropped(PostgresSession session, CopyItem item) {
        return item.kind() == CopyItem.Kind.TABLESPACE
                && ClusterFacts.tablespaces(session).stream()
                        .noneMatch(tablespace -> tablespace.path().equals(item.source()));
    }

    private static RefusedException lost() {
        return new RefusedException(LOST, "Check the log of PostgreSQL, and what is between it and this host.");
    }

    /** Without a keep-alive, a connection that was lost long ago shows only when it is used. */
    private void stopUnlessLost(BackupMode mode, PostgresSession session, LiveServer live, BackupDraft draft)
            throws InterruptedException {
        if (session.isLost()) {
            throw lost();
        }
        try {
            stop(mode, session, live, draft);
        } catch (BarmanException e) {
            throw session.isLost() ? lost() : e;
        }
    }

    private void stop(BackupMode mode, PostgresSession session, LiveServer live, BackupDraft draft)
            throws InterruptedException {
        Optional<ArchiverWatch> archiver = mode.canEndAtOnce() ? ArchiverWatch.of(session) : Optional.empty();
        boolean waiting = archiver.isEmpty();
        BackupStop stop = live.isStandby() ? stopStandby(mode, session) : stopped(mode, session, waiting);
        note(stop, draft);

        draft.doing("writing backup label");
        Optional<PostgresSession> writer = live.isStandby() ? live.primarySession() : live.session();
        if (writer.isPresent() && !writer.get().isInRecovery()) {
            WalSwitch.run(writer.get());
        }
        stop.label().ifPresent(content -> write(draft.data().resolve("backup_label"), content));
        if (archiver.isPresent()) {
            draft.doing("waiting for PostgreSQL to archive the WAL of the backup");
            progress.phase("waiting for PostgreSQL to archive the WAL of the backup", 0);
            await(archiver.get(), draft.info().text(BackupField.END_WAL).orElseThrow());
        }
    }

    /** The backup is whole without the server from here on, if its WAL comes, which is looked after later. */
    private void await(ArchiverWatch archiver, String segment) throws InterruptedException {
        try {
            archiver.await(segment, notices::warning);
        } catch (PostgresException e) {
            notices.warning("cannot ask PostgreSQL whether it has archived WAL file " + segment + ", which the backup"
                    + " needs: " + e.getMessage());
        }
    }

    private static void note(BackupStop stop, BackupDraft draft) {
        stop.label().ifPresent(draft::label);
        int timeline = stop.timeline() == 0 ? draft.timeline() : stop.timeline();
        draft.ended(stop.location(), timeline, stop.time());
    }

    private BackupStop stopStandby(BackupMode mode, PostgresSession session) throws InterruptedException {
        try (PrimarySwitch switching = new PrimarySwitch(servers.get(), server)) {
            return stopped(mode, session, true);
        }
    }

    private static BackupStop stopped(BackupMode mode, PostgresSession session, boolean waiting)
            throws InterruptedException {
        try {
            return Cancellation.of(session).during(() -> mode.stop(waiting));
        } catch (PostgresException e) {
            throw new RefusedException(
                    "Error issuing pg_backup_stop command: " + e.getMessage(),
                    "If the connection broke off, keepalive_interval may help. The log of PostgreSQL may say more.");
        }
    }

    private void write(Path file, String content) {
        try {
            new AtomicFile(disk).write(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }

    /** Without waiting for WAL that nobody needs. If even that fails, the end of the connection does it. */
    private void abandon(BackupMode mode, BackupDraft draft) {
        notices.info("Asking PostgreSQL server to finalize the backup.");
        boolean interrupted = Thread.interrupted();
        try {
            note(mode.stop(false), draft);
        } catch (PostgresException e) {
            notices.debug("PostgreSQL ends the backup with the connection: " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
