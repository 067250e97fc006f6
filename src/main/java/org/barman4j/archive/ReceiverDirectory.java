package org.barman4j.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.live.RemoteStatus;
import org.barman4j.postgres.live.ReplicationSlot;
import org.barman4j.report.Notices;
import org.barman4j.wal.WalInbox;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** The directory that WAL is received in. The last file in it tells the receiver where to go on. */
public final class ReceiverDirectory {
    private final Path path;
    private final Disk disk;
    private final Notices notices;

    public ReceiverDirectory(Path path, Disk disk, Notices notices) {
        this.path = path;
        this.disk = disk;
        this.notices = notices;
    }

    Path path() {
        return path;
    }

    void create() {
        try {
            disk.createDirectories(path);
        } catch (IOException e) {
            throw StorageException.because("create the directory " + path, e);
        }
    }

    /**
     * Empties an unfinished segment that has not the size of one, which a receiver that was killed leaves. The receiver
     * takes only an empty one or a whole one, and asks for the segment from its beginning either way.
     */
    void truncatePartial(long segmentSize) {
        Optional<WalFileName> last =
                files().stream().filter(WalFileName.Partial.class::isInstance).reduce((one, other) -> other);
        if (last.isEmpty()) {
            return;
        }
        Path file = path.resolve(last.get().text());
        long size = file.toFile().length();
        if (size == 0 || size == segmentSize) {
            return;
        }
        notices.info("Truncating partial file " + file + " that has wrong size " + size + " while " + segmentSize
                + " was expected.");
        cut(file);
    }

    /** Makes the receiver begin at the segment that the slot is at, or without a slot at the server's current one. */
    void reset(RemoteStatus postgres, RemoteStatus streaming) {
        SegmentSize size =
                new SegmentSize(((Number) postgres.get("xlog_segment_size").orElseThrow()).longValue());
        int timeline = Integer.parseInt(streaming.text("timeline").orElseThrow());
        WalSegmentName current = segment(postgres.text("current_lsn").orElseThrow(), timeline, size);
        WalSegmentName restart = postgres.get("replication_slot")
                .map(ReplicationSlot.class::cast)
                .filter(ReplicationSlot::isInitialised)
                .map(slot -> segment(slot.restart(), timeline, size))
                .orElse(current);
        Optional<WalFileName> last = files().stream()
                .filter(name -> name instanceof WalFileName.Segment || name instanceof WalFileName.Partial)
                .reduce((one, other) -> other);
        if (last.isEmpty() || last.get().toString().startsWith(restart.toString())) {
            notices.info("Nothing to do. Position of receive-wal is aligned.");
            return;
        }
        if (last.get().toString().compareTo(current.toString()) > 0) {
            notices.error("The receive-wal position is ahead of PostgreSQL current WAL lsn (" + last.get() + " > "
                    + current + ")");
            notices.hint("Does streaming_conninfo lead to the server that the files in " + path + " come from?");
            return;
        }
        realign(last.get(), new WalFileName.Partial(restart));
    }

    private void realign(WalFileName last, WalFileName.Partial restart) {
        notices.info("Resetting receive-wal directory status");
        Path removed = path.resolve(last.text());
        Path created = path.resolve(restart.text());
        if (last instanceof WalFileName.Partial) {
            notices.info("Removing status file " + removed);
        }
        notices.info("Creating status file " + created);
        cut(created);
        try {
            if (last instanceof WalFileName.Partial) {
                disk.delete(removed);
                disk.syncDirectory(path);
            }
        } catch (IOException e) {
            throw StorageException.because("remove " + removed, e);
        }
    }

    private static WalSegmentName segment(String position, int timeline, SegmentSize size) {
        return WalSegmentName.containing(Lsn.parseRequired(position), timeline, size);
    }

    private void cut(Path file) {
        try (DiskFile empty = disk.create(file)) {
            empty.sync();
            disk.syncDirectory(path);
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }

    /** The WAL files here, in the order of their names. */
    private List<WalFileName> files() {
        List<WalFileName> files = new ArrayList<>();
        for (String name : WalInbox.names(path)) {
            WalFileName.parse(name)
                    .filter(found -> Files.isRegularFile(path.resolve(name)))
                    .ifPresent(files::add);
        }
        return files;
    }
}
