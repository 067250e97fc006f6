package org.barman4j.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.RsyncFetch;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.IncomingWal;
import org.barman4j.wal.PreparedWal;
import org.barman4j.wal.WalInfo;
import org.barman4j.wal.WalStore;
import org.barman4j.xlog.WalFileName;

/**
 * Copies the WAL files that the primary node told of to this passive one.
 *
 * <p>They come in groups, first to a directory of their own. A group enters the archive as WAL of PostgreSQL does: the
 * bytes are forced to the storage, then the names, then the lines of the catalogue; and then the position is noted.
 * Wherever that ends, the next run goes on from there, and asks the catalogue what it has.
 */
public final class WalSyncService {
    private static final int GROUP = 128;
    private static final String STAGING = ".sync-wals";

    private final ServerConfig server;
    private final ServerCatalog stores;
    private final WalStore archive;
    private final PrimaryNode primary;
    private final RsyncFetch fetch;
    private final Locks locks;
    private final Disk disk;
    private final Clock clock;
    private final OrderlyEnd ending;
    private final Notices notices;

    public WalSyncService(
            ServerConfig server,
            ServerCatalog stores,
            WalStore archive,
            PrimaryNode primary,
            RsyncFetch fetch,
            Locks locks,
            Disk disk,
            Clock clock,
            OrderlyEnd ending,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.archive = archive;
        this.primary = primary;
        this.fetch = fetch;
        this.locks = locks;
        this.disk = disk;
        this.clock = clock;
        this.ending = ending;
        this.notices = notices;
    }

    /** Does so. Failures are told. */
    public void sync() {
        try (HeldLock lock = locks.acquire(LockName.syncWal(server.name()))) {
            syncAlone();
        } catch (LockBusyException busy) {
            notices.error("Another sync-wal operation is running for server " + server.name() + " ");
            busy.hint().ifPresent(notices::hint);
        } catch (IOException e) {
            tell(StorageException.because("copy the WAL of server " + server.name(), e));
        } catch (InterruptedException e) {
            Thread.interrupted(); // what is in the archive is safe, and the rest comes next time
            notices.error("WAL synchronisation for server " + server.name() + " failed with: interrupted\n");
        } catch (BarmanException e) {
            tell(e);
        }
    }

    private void tell(BarmanException failure) {
        String reason = ending.isRequested() ? "interrupted" : failure.getMessage();
        int end = reason.indexOf('\n');
        notices.error("WAL synchronisation for server " + server.name() + " failed with: "
                + (end < 0 ? reason + "\n" : reason));
        failure.hint().ifPresent(notices::hint);
    }

    private void syncAlone() throws IOException, InterruptedException {
        List<WalInfo> told = new ArrayList<>();
        PrimaryInfo info = primary.lastAnswer(told::add);
        refuseOtherCompression(info);
        Optional<String> begin = begin(info, told);
        if (begin.isEmpty()) {
            return;
        }
        Path staging = server.path(Options.BACKUP_DIRECTORY).resolve(STAGING);
        new TreeDeletion(disk).delete(staging);
        disk.createDirectories(staging);
        List<WalInfo> wanted = wanted(told, begin.get());
        List<String> absent = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += GROUP) {
            List<WalInfo> group = wanted.subList(from, Math.min(from + GROUP, wanted.size()));
            absent.addAll(bring(group, info.directory("wals_directory"), staging));
            if (absent.isEmpty() && from + GROUP < wanted.size()) {
                note(SyncPosition.behind(group.get(group.size() - 1).name()));
            }
        }
        new TreeDeletion(disk).delete(staging);
        if (!absent.isEmpty()) { // and the position stays, so that it is told again
            throw new RefusedException(
                    "the primary node has lines in its catalogue for WAL files that it does not have: "
                            + String.join(", ", absent.subList(0, Math.min(absent.size(), 10))),
                    "If they have not just been deleted there, 'barman rebuild-xlogdb' on the primary node removes the"
                            + " lines. Restores that need these files can't work.");
        }
        if (info.last().lastWal().isPresent()) {
            note(info.last());
        }
    }

    private void note(SyncPosition position) throws IOException {
        Path wals = server.path(Options.WALS_DIRECTORY);
        disk.createDirectories(wals);
        position.write(wals, disk);
    }

    private void refuseOtherCompression(PrimaryInfo info) {
        String theirs = info.setting(Options.COMPRESSION.name()).orElse("None");
        String ours = server.get(Options.COMPRESSION).orElse("None");
        if (!theirs.equals(ours)) {
            throw new RefusedException(
                    "Compression method on server " + server.name() + " (" + theirs
                            + ") does not match local compression method (" + ours + ") ",
                    "Give 'compression' the same value on both nodes.");
        }
    }

    /**
     * The first file that is of use here; nothing if none is yet. As long as a backup is to come that is older than those
     * that are here, its WAL has to come with it.
     */
    private Optional<String> begin(PrimaryInfo info, List<WalInfo> told) {
        Backups local = stores.catalog().load();
        Optional<BackupInfo> first = local.oldest(backup -> backup.status().isCopyDone());
        if (first.isEmpty()) {
            notices.warning("No base backup for server " + server.name());
            return Optional.empty();
        }
        String begin = first.get().beginWal();
        Optional<String> next = told.stream()
                .map(WalInfo::name)
                .filter(name -> WalFileName.parse(name).orElseThrow() instanceof WalFileName.Segment)
                .findFirst();
        boolean tooEarly = next.isPresent() && begin.compareTo(next.get()) > 0;
        SyncPlan plan = new SyncPlan(server, local, info, stores.annotations(), stores.marks(), clock.instant());
        if (tooEarly
                && plan.toCopy().stream().anyMatch(backup -> backup.beginWal().compareTo(begin) < 0)) {
            notices.warning("Skipping WAL synchronisation for server " + server.name()
                    + ": no available local backup for " + next.get());
            return Optional.empty();
        }
        return Optional.of(tooEarly ? begin : "");
    }

    /** What is told, is of use, and is not here. */
    private List<WalInfo> wanted(List<WalInfo> told, String begin) {
        Set<String> names = new HashSet<>();
        for (WalInfo wal : told) {
            boolean history = WalFileName.parse(wal.name()).orElseThrow() instanceof WalFileName.History;
            if (history || wal.name().compareTo(begin) >= 0) {
                names.add(wal.name());
            }
        }
        Set<String> missing = archive.missing(names);
        List<WalInfo> wanted = new ArrayList<>();
        for (WalInfo wal : told) {
            if (missing.remove(wal.name())) {
                wanted.add(wal);
            }
        }
        return wanted;
    }

    /** Copies a group and puts it into the archive. Returns the names of those that are not there. */
    private List<String> bring(List<WalInfo> group, String source, Path staging)
            throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        for (WalInfo wal : group) {
            paths.add(path(wal));
        }
        fetch.fetch(source, paths, staging, server.bandwidthLimit(), staging.resolve("names"));
        List<String> absent = new ArrayList<>();
        List<PreparedWal> prepared = new ArrayList<>();
        for (WalInfo wal : group) {
            Path file = staging.resolve(path(wal));
            if (Files.isRegularFile(file)) {
                prepared.add(adopt(wal, file));
            } else {
                absent.add(wal.name());
            }
        }
        archive.commit(prepared);
        return absent;
    }

    private PreparedWal adopt(WalInfo wal, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.size() != wal.size()) {
            notices.warning("WAL file " + wal.name() + " has " + attributes.size()
                    + " bytes on the primary node, whose catalogue says " + wal.size());
        }
        WalInfo info = new WalInfo(wal.name(), attributes.size(), wal.time(), wal.compression(), wal.encryption());
        IncomingWal incoming = new IncomingWal(
                file,
                WalFileName.parse(wal.name()).orElseThrow(),
                attributes.size(),
                attributes.lastModifiedTime(),
                wal.compression(),
                Optional.empty());
        return archive.adopt(incoming, info);
    }

    private static String path(WalInfo wal) {
        WalFileName name = WalFileName.parse(wal.name()).orElseThrow();
        return WalStore.locate(Path.of(""), name).toString();
    }
}
