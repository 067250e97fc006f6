package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.archive.OutgoingWal;
import org.barman4j.archive.WalPlaces;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.BlockSharing;
import org.barman4j.io.Crew;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.io.StorageException;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.WalPageHeader;
import org.barman4j.wal.WalStore;
import org.barman4j.xlog.WalFileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings WAL to where a restored server finds it, as PostgreSQL wrote it, and looks at each segment on the way. */
final class WalDelivery {
    private static final Logger log = LoggerFactory.getLogger(WalDelivery.class);

    /** How many segments are unpacked here before they go to another host. */
    private static final int BATCH = 64;

    private final ServerConfig server;
    private final WalCompression compression;
    private final WalPlaces places;
    private final Destination destination;
    private final boolean remote;
    private final int unpackers;
    private final Disk disk;
    private final Progress progress;
    private final BlockSharing sharing = new BlockSharing();

    WalDelivery(
            ServerConfig server, Destination destination, boolean remote, int unpackers, Disk disk, Progress progress) {
        this.server = server;
        this.compression = new WalCompression(server);
        this.places = new WalPlaces(server);
        this.destination = destination;
        this.remote = remote;
        this.unpackers = unpackers;
        this.disk = disk;
        this.progress = progress;
    }

    /** A file by its name, and where it may be: one that is on its way to the archive goes on while a restore is copying. */
    private record Source(WalFileName name, List<Path> places) {}

    /**
     * Does so. The directory exists.
     *
     * @return the records that PostgreSQL will not take
     */
    List<DamagedRecord> deliver(RecoveryWal wal, BackupInfo backup, String target, Path workspace)
            throws IOException, InterruptedException {
        progress.phase("copying WAL", 0);
        if (!remote) {
            return unpack(sources(wal), backup, Path.of(target));
        }
        List<DamagedRecord> damaged = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        List<Source> packed = new ArrayList<>();
        Path wals = server.path(Options.WALS_DIRECTORY);
        for (Source source : sources(wal)) {
            Path first = source.places().get(0);
            if (source.places().size() == 1 && isPlain(first, backup)) {
                plain.add(wals.relativize(first).toString());
                damage(source, first).ifPresent(damaged::add);
            } else {
                packed.add(source);
            }
        }
        if (!plain.isEmpty()) {
            destination.copy(wals, plain, target);
        }
        try (Scratch scratch = Scratch.in(workspace, "barman-wal-", disk)) {
            Path staging = scratch.path();
            for (int start = 0; start < packed.size(); start += BATCH) {
                List<Source> batch = packed.subList(start, Math.min(packed.size(), start + BATCH));
                damaged.addAll(unpack(batch, backup, staging));
                List<String> names =
                        batch.stream().map(source -> source.name().text()).toList();
                destination.copy(staging, names, target);
                for (String name : names) {
                    disk.delete(staging.resolve(name));
                }
            }
        }
        return damaged;
    }

    private List<Source> sources(RecoveryWal wal) {
        Path wals = server.path(Options.WALS_DIRECTORY);
        List<Source> sources = new ArrayList<>();
        for (String text : wal.archived()) {
            WalFileName name = WalFileName.parse(text).orElseThrow();
            sources.add(new Source(name, List.of(WalStore.locate(wals, name))));
        }
        for (Path file : wal.tail()) {
            WalFileName name = WalFileName.parse(RecoveryWal.nameOf(file)).orElseThrow();
            sources.add(new Source(name, places.of(name, true)));
        }
        return sources;
    }

    /** Whether a file of the archive can go as it is. */
    private boolean isPlain(Path file, BackupInfo backup) throws IOException {
        byte[] start = WalCompression.start(file);
        if (GpgEncryption.isEncrypted(start)
                || compression.identifyArchived(start).isPresent()) {
            return false;
        }
        check(file, start, Files.size(file), backup);
        return true;
    }

    private List<DamagedRecord> unpack(List<Source> sources, BackupInfo backup, Path target) throws IOException {
        List<DamagedRecord> damaged = new ArrayList<>();
        try (Crew<Optional<DamagedRecord>> crew =
                new Crew<>(compression.parallel(unpackers), found -> found.ifPresent(damaged::add))) {
            for (Source source : sources) {
                crew.submit(() ->
                        unpack(source, backup, target.resolve(source.name().text())));
            }
            crew.finish();
        }
        return damaged;
    }

    private Optional<DamagedRecord> unpack(Source source, BackupInfo backup, Path target)
            throws IOException, InterruptedException {
        for (Path place : source.places()) {
            try {
                boolean guarded = unpack(place, target);
                check(place, WalCompression.start(target), Files.size(target), backup);
                progress.advance(Files.size(target));
                return guarded || !places.isArchived(place) ? Optional.empty() : damage(source, target);
            } catch (NoSuchFileException elsewhere) {
                log.debug("{} is not there", place);
            } catch (IOException e) {
                if (StorageException.isFull(e)) {
                    throw e;
                }
                throw damaged(place, StorageException.reason(e));
            }
        }
        throw damaged(source.places().get(0), "No such file or directory");
    }

    /** Returns whether what was unpacked is known to be what was packed. */
    private boolean unpack(Path place, Path target) throws IOException, InterruptedException {
        FileTime modified = Files.getLastModifiedTime(place);
        boolean guarded;
        try (OutgoingWal content = OutgoingWal.content(server, place, places.isArchived(place));
                DiskFile written = disk.create(target)) {
            DiskStream output = new DiskStream(written);
            if (!content.isPlain()) {
                content.sendTo(output);
            } else if (!sharing.share(place, Files.size(place), target)) {
                output.copy(place);
            }
            guarded = content.isGuarded();
        }
        disk.setModified(target, modified);
        return guarded;
    }

    private static Optional<DamagedRecord> damage(Source source, Path content) throws IOException {
        return source.name() instanceof WalFileName.Segment segment
                ? DamagedRecord.find(segment.segment(), content)
                : Optional.empty();
    }

    /** Whether what is in a segment can be of the cluster in question. */
    private static void check(Path file, byte[] start, long size, BackupInfo backup) {
        if (!(WalFileName.parse(file.getFileName().toString()).orElse(null) instanceof WalFileName.Segment)) {
            return;
        }
        Optional<WalPageHeader> header = WalPageHeader.parse(start);
        if (header.isEmpty()) {
            throw damaged(file, "it does not begin like a WAL segment");
        }
        if (!header.get().fits(size)) {
            throw damaged(
                    file, "it has " + size + " bytes instead of " + header.get().segmentSize());
        }
        Optional<String> systemId = backup.text(BackupField.SYSTEMID);
        if (systemId.isPresent() && !systemId.get().equals(header.get().systemId())) {
            throw damaged(
                    file,
                    "it belongs to another PostgreSQL cluster (system identifier "
                            + header.get().systemId() + ", not " + systemId.get() + ")");
        }
    }

    private static RefusedException damaged(Path file, String reason) {
        return new RefusedException(
                "WAL file " + file.getFileName() + " in the archive is damaged: " + reason,
                "See whether another copy of it is in the server's errors directory or still in PostgreSQL's pg_wal."
                        + " Without it, recovery can get no further than there.");
    }
}
