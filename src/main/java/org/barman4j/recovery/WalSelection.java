package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.StorageException;
import org.barman4j.wal.SegmentSet;
import org.barman4j.wal.WalInbox;
import org.barman4j.wal.WalInfo;
import org.barman4j.wal.WalLine;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** Picks the WAL for a recovery: all history, and what comes behind the beginning of the backup. */
final class WalSelection implements XlogDb.Visitor {
    private final WalSegmentName begin;
    private final int timeline;
    private final Optional<WalSegmentName> last;
    private final SegmentSet present;
    private final List<String> archived = new ArrayList<>();
    private final SegmentSet segments = new SegmentSet();
    private WalSegmentName highest = new WalSegmentName(0, 0, 0);
    private double newest;
    private WalSegmentName absent;

    /**
     * @param timeline the highest timeline that counts
     * @param last the last segment that is needed, if that is known
     * @param present the segments that there really are
     */
    WalSelection(WalSegmentName begin, int timeline, Optional<WalSegmentName> last, SegmentSet present) {
        this.present = present;
        this.begin = begin;
        this.timeline = timeline;
        this.last = last;
    }

    @Override
    public void line(WalLine line) {
        switch (line.kind()) {
            case HISTORY -> archived.add(line.name());
            case SEGMENT -> {
                WalSegmentName name = line.segment();
                if (counts(name) && !present.contains(name)) {
                    absent = absent == null || name.compareTo(absent) < 0 ? name : absent;
                } else if (counts(name)) {
                    archived.add(line.name());
                    segments.add(name);
                    highest = name.compareTo(highest) > 0 ? name : highest;
                    newest = Math.max(newest, line.time());
                }
            }
            case BACKUP_LABEL, PARTIAL -> {
                String segment = line.name().substring(0, WalSegmentName.LENGTH);
                if (WalSegmentName.parse(segment).filter(this::counts).isPresent()) {
                    archived.add(line.name());
                }
            }
            case INVALID ->
                throw new StorageException(
                        "invalid xlog segment name '" + line.name() + "'",
                        "Run \"barman rebuild-xlogdb\" for that server to solve this issue.");
        }
    }

    private boolean counts(WalSegmentName name) {
        return name.compareTo(begin) >= 0
                && Integer.compareUnsigned(name.timeline(), timeline) <= 0
                && (last.isEmpty() || name.compareTo(last.get()) <= 0);
    }

    /** The first segment that the catalogue has and the archive has not. */
    Optional<WalSegmentName> absent() {
        return Optional.ofNullable(absent);
    }

    /** The segments that were picked. */
    SegmentSet segments() {
        return segments;
    }

    /** All that was picked, with what has come by streaming and is not in the archive yet. */
    RecoveryWal with(List<Path> tail) {
        double latest = newest;
        for (Path file : tail) {
            latest = Math.max(latest, WalInfo.seconds(modified(file)));
        }
        OptionalDouble time = latest > 0 ? OptionalDouble.of(latest) : OptionalDouble.empty();
        return new RecoveryWal(timeline, archived, tail, time, List.of());
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw StorageException.because("read " + file, e);
        }
    }

    /** What the receiver has behind the last segment that was picked, as far as it goes on without a hole. */
    List<Path> tail(ServerConfig server, BackupRange backup) {
        List<Path> tail = new ArrayList<>();
        Path streaming = server.path(Options.STREAMING_WALS_DIRECTORY);
        WalSegmentName next = highest.timeline() == 0 ? begin : highest.next(backup.segmentSize());
        for (String name : WalInbox.names(streaming)) {
            Optional<WalSegmentName> segment = WalFileName.parse(name).flatMap(WalSelection::segment);
            if (segment.filter(next::equals).isPresent() && counts(next)) {
                tail.add(streaming.resolve(name));
                next = next.next(backup.segmentSize());
            }
        }
        return tail;
    }

    private static Optional<WalSegmentName> segment(WalFileName name) {
        if (name instanceof WalFileName.Segment whole) {
            return Optional.of(whole.segment());
        }
        return name instanceof WalFileName.Partial partial ? Optional.of(partial.segment()) : Optional.empty();
    }
}
