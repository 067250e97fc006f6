package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.hook.RestoreHooks;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.host.Writeback;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonTime;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.Lsn;

/** Restores a backup of one server, so that PostgreSQL can recover from it. */
public final class RestoreService {
    private final ServerConfig server;
    private final Stores stores;
    private final Locks locks;
    private final ArchiveWalService archiver;
    private final WalCatchUp catchUp;
    private final RestoreHooks hooks;
    private final Destinations destinations;
    private final Surroundings surroundings;
    private final Notices notices;

    /** Where backups and WAL are known. */
    public record Stores(BackupCatalog catalog, DeleteMarks marks, XlogDb xlogDb) {}

    /**
     * What it works with.
     *
     * @param unpackers how many WAL files are unpacked at the same time
     * @param servers all that are configured on this host
     */
    public record Surroundings(
            Disk disk,
            Clock clock,
            Progress progress,
            OrderlyEnd ending,
            int unpackers,
            Collection<ServerConfig> servers) {}

    public RestoreService(
            ServerConfig server,
            Stores stores,
            Locks locks,
            ArchiveWalService archiver,
            WalCatchUp catchUp,
            RestoreHooks hooks,
            Destinations destinations,
            Surroundings surroundings,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.locks = locks;
        this.archiver = archiver;
        this.catchUp = catchUp;
        this.hooks = hooks;
        this.destinations = destinations;
        this.surroundings = surroundings;
        this.notices = notices;
    }

    /**
     * Does so.
     *
     * @throws RefusedException if it makes no sense, or can't work; then nothing has been touched
     * @throws BarmanException if it fails, which leaves the destination marked as unusable
     */
    public RestoreOutcome restore(RestoreRequest request) {
        Instant start = surroundings.clock().instant();
        Backups backups = stores.catalog().load();
        BackupInfo backup = chosen(request, backups);
        Restrictions restrictions = new Restrictions(server, request, backup);
        restrictions.check();
        restrictions.warn(notices);
        archiver.archive(false);
        List<BackupInfo> chain = backups.chain(backup);
        List<HeldLock> held = hold(chain);
        LockName place = place(request);
        try (HeldLock alone = alone(place, request);
                Destination destination = destinations.open(server, request)) {
            whole(chain);
            RestorePlan plan = plan(request, backup, chain);
            DestinationCheck check = new DestinationCheck(server, stores.catalog(), plan, destination, own());
            List<Objection> contents = sources(chain);
            contents.addAll(check.contents());
            if (!contents.isEmpty()) {
                List<Objection> all = new ArrayList<>(plan.obstacles());
                all.addAll(contents);
                refuse(all);
            }
            announce(plan);
            refuse(plan.obstacles());
            plan.doubts().forEach(each -> each.warn(notices));
            OptionalLong horizon = horizon(plan, destination);
            RestoreHooks.Restore event = new HookEvent(plan, backups, stores.catalog()).restore();
            hooks.before(event);
            tellTarget(plan);
            notices.info("Copying the base backup.");
            refuse(check.objections());
            refuse(check.writable());
            RestoreOutcome outcome = guarded(plan, horizon, destination, start);
            hooks.after(event);
            return outcome;
        } catch (IOException e) {
            throw surroundings.ending().isRequested() ? new RefusedException("interrupted") : failure(request, e);
        } catch (InterruptedException e) {
            throw new RefusedException("interrupted");
        } finally {
            surroundings.progress().end();
            held.forEach(HeldLock::close);
            tidy(place);
        }
    }

    /** What became of the restore is what counts, whether or not a lock file stays. */
    private void tidy(LockName place) {
        try {
            locks.remove(place);
        } catch (StorageException e) {
            notices.debug(e.getMessage());
        }
    }

    /**
     * Finds out what a restore would do, and whether it would work. Changes nothing.
     *
     * @throws RefusedException if the request makes no sense
     */
    public RestorePlan plan(RestoreRequest request) {
        Backups backups = stores.catalog().load();
        BackupInfo backup = chosen(request, backups);
        List<Objection> objections = new Restrictions(server, request, backup).broken();
        whole(backups.chain(backup));
        try (Destination destination = destinations.open(server, request)) {
            RestorePlan plan =
                    new RestorePlanner(server, stores.xlogDb(), notices).plan(request, backup, backups.chain(backup));
            DestinationCheck check = new DestinationCheck(server, stores.catalog(), plan, destination, own());
            List<Objection> sources = sources(backups.chain(backup));
            objections.addAll(sources);
            if (sources.isEmpty()) { // else there is no telling how much room it takes
                objections.addAll(check.objections());
            }
            objections.addAll(check.contents());
            objections.addAll(check.writable());
            return plan.withObjections(objections);
        } catch (IOException e) {
            throw StorageException.because("look at '" + request.destination() + "'", e);
        } catch (InterruptedException e) {
            throw new RefusedException("interrupted");
        }
    }

    private List<Objection> sources(List<BackupInfo> chain) throws IOException {
        return new SourceCheck(stores.catalog(), server.name()).objections(chain);
    }

    private OwnDirectories own() {
        return new OwnDirectories(surroundings.servers());
    }

    private BackupInfo chosen(RestoreRequest request, Backups backups) {
        return new BackupChoice(server.name(), backups, stores.marks(), server.path(Options.WALS_DIRECTORY))
                .of(request);
    }

    /** A deletion that was cut off has left what looks like a backup. */
    private void whole(List<BackupInfo> chain) {
        for (BackupInfo link : chain) {
            if (stores.marks().isSet(link.id())) {
                throw new RefusedException(
                        "backup " + link.id() + " of server " + server.name() + " has been deleted in part",
                        "Restore another one. 'barman delete " + server.name() + " " + link.id()
                                + "' removes the rest of it.");
            }
        }
    }

    /** From here on, a failure leaves something behind. */
    private RestoreOutcome guarded(RestorePlan plan, OptionalLong horizon, Destination destination, Instant start) {
        try {
            return restore(plan, horizon, destination, start);
        } catch (BarmanException e) {
            throw unfinished(plan, e);
        } catch (IOException e) {
            throw unfinished(
                    plan,
                    surroundings.ending().isRequested()
                            ? new RefusedException("interrupted")
                            : failure(plan.request(), e));
        } catch (InterruptedException e) {
            throw unfinished(plan, new RefusedException("interrupted"));
        }
    }

    private BarmanException unfinished(RestorePlan plan, BarmanException cause) {
        String again = surroundings.ending().isRequested() ? "Run" : "When the cause is gone, run";
        return new RefusedException(
                cause.getMessage(),
                hint(cause) + "What is in '" + plan.destination() + "' can't be used yet. " + again
                        + " the same command again to finish it.");
    }

    private static String hint(BarmanException e) {
        return e.hint().map(text -> text + " ").orElse("");
    }

    private RestoreOutcome restore(RestorePlan plan, OptionalLong horizon, Destination destination, Instant start)
            throws IOException, InterruptedException {
        destination.prepare(plan.destination());
        Restoration restoration = new Restoration(server, stores.catalog(), destination, surroundings, notices);
        if (plan.request().isRemote()) {
            return restoration.restore(plan, horizon, start);
        }
        try (Writeback early = new Writeback(Path.of(plan.destination()))) {
            return restoration.restore(plan, horizon, start);
        }
    }

    /** Decides; and has the server archive what it has written, where only that is missing. */
    private RestorePlan plan(RestoreRequest request, BackupInfo backup, List<BackupInfo> chain) {
        RestorePlanner planner = new RestorePlanner(server, stores.xlogDb(), notices);
        RestorePlan plan = planner.plan(request, backup, chain);
        boolean written = plan.time()
                .filter(target -> target.time()
                        .toInstant()
                        .isAfter(surroundings.clock().instant().plusSeconds(1)))
                .isEmpty();
        boolean passing =
                !plan.objections().isEmpty() && plan.objections().stream().allMatch(Objection::passing);
        if (!written || !passing || !catchUp.run(position(request.target()))) {
            return plan;
        }
        return planner.plan(request, backup, chain);
    }

    private static Optional<Lsn> position(RecoveryTarget target) {
        return target.kind() == RecoveryTarget.Kind.LSN
                ? Optional.of(BackupChoice.position(target.value()))
                : Optional.empty();
    }

    /** What is restored must not be deleted meanwhile. */
    private List<HeldLock> hold(List<BackupInfo> chain) {
        List<HeldLock> held = new ArrayList<>();
        try {
            for (BackupInfo link : chain) {
                held.add(locks.share(LockName.backupId(server.name(), link.id().text())));
            }
            return held;
        } catch (LockBusyException busy) {
            held.forEach(HeldLock::close);
            throw new RefusedException(
                    "Another action is in progress for backup "
                            + chain.get(held.size()).id() + " of server " + server.name(),
                    busy.hint().orElse("Wait until it has ended."));
        }
    }

    /** Two restores into one place would take each other for one that was killed. */
    private HeldLock alone(LockName place, RestoreRequest request) {
        try {
            return locks.acquire(place);
        } catch (LockBusyException busy) {
            throw new RefusedException(
                    "another restore to '" + request.destination() + "' is at work"
                            + owner(place).map(pid -> " (process " + pid + ")").orElse(""),
                    "Wait until it has ended, or restore into another directory.");
        }
    }

    private Optional<Long> owner(LockName place) {
        OptionalLong pid = locks.owner(place);
        return pid.isPresent() ? Optional.of(pid.getAsLong()) : Optional.empty();
    }

    private static LockName place(RestoreRequest request) {
        String place = request.remoteCommand().orElse("") + "\n"
                + Path.of(request.destination()).toAbsolutePath().normalize();
        return LockName.restore(
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString());
    }

    private void refuse(List<Objection> objections) {
        if (objections.isEmpty()) {
            return;
        }
        Objection last = objections.get(objections.size() - 1);
        objections.subList(0, objections.size() - 1).forEach(each -> each.tell(notices));
        throw new RefusedException(last.message(), last.hint());
    }

    private void announce(RestorePlan plan) {
        notices.info("Starting " + (plan.request().isRemote() ? "remote" : "local") + " restore for server "
                + server.name() + " using backup " + plan.backup().id());
        notices.info("Destination directory: " + plan.destination());
        plan.request().remoteCommand().ifPresent(command -> notices.info("Remote command: " + command));
        if (!plan.getWal() && plan.backup().status() == BackupStatus.WAITING_FOR_WALS) {
            notices.warning("IMPORTANT: You have requested a recovery operation for a backup that does not have yet all"
                    + " the WAL files that are required for consistency.");
        }
        plan.warnings().forEach(notices::warning);
    }

    private void tellTarget(RestorePlan plan) {
        plan.wal()
                .tail()
                .forEach(file -> notices.advice("The WAL that the receiver has and the archive has not yet is"
                        + " part of it: " + file.getFileName()));
        RecoveryTarget target = plan.request().target();
        if (!target.isPointInTime()) {
            return;
        }
        List<String> words = new ArrayList<>();
        String value = plan.time().map(TargetTime::text).orElse(target.value());
        switch (target.kind()) {
            case TIME, XID, LSN ->
                words.add(target.kind().name().toLowerCase(Locale.ROOT) + ": " + PythonLiteral.print(value));
            case NAME, IMMEDIATE, NONE -> {}
        }
        target.timeline().ifPresent(timeline -> words.add("timeline: " + PythonLiteral.print(number(plan, timeline))));
        if (target.kind() == RecoveryTarget.Kind.NAME) {
            words.add("name: " + PythonLiteral.print(value));
        } else if (target.kind() == RecoveryTarget.Kind.IMMEDIATE) {
            words.add("immediate: True");
        }
        notices.info("Doing PITR. Recovery target " + String.join(", ", words));
    }

    private static String number(RestorePlan plan, String timeline) {
        return timeline.chars().allMatch(Character::isDigit)
                ? timeline
                : Integer.toUnsignedString(plan.wal().timeline());
    }

    /** Up to when files of an older restore are known by size and time. */
    private OptionalLong horizon(RestorePlan plan, Destination destination) throws IOException, InterruptedException {
        if (!plan.delta() || destination.names(plan.destination()).isEmpty()) {
            return OptionalLong.empty();
        }
        byte[] known = destination
                .read(plan.destination(), List.of(".barman-recover.info"))
                .getOrDefault(".barman-recover.info", new byte[0]);
        for (String line : new String(known, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith("begin_time=")) {
                OffsetDateTime older = PythonTime.parse(line.substring("begin_time=".length()));
                OffsetDateTime newer =
                        plan.backup().time(BackupField.BEGIN_TIME).orElse(older);
                OffsetDateTime horizon = older.isBefore(newer) ? older : newer;
                notices.info("Using safe horizon time for smart rsync copy: " + PythonTime.print(horizon));
                return OptionalLong.of(horizon.toEpochSecond());
            }
        }
        return OptionalLong.empty();
    }

    private static BarmanException failure(RestoreRequest request, IOException e) {
        return StorageException.because("restore to '" + request.destination() + "'", e);
    }
}
