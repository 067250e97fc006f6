package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.archive.OutgoingWal;
import org.barman4j.archive.WalPlaces;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.WalRecords;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the last WAL of a recovery for how far it can go. What can't be read is for others to complain about. */
final class WalReach {
    private static final Logger log = LoggerFactory.getLogger(WalReach.class);

    /** By how much clocks may differ. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Within how many segments transactions may stand in another order than that of their times. */
    private static final int DISORDER = 3;

    /** How many older segments without a transaction are looked through only to tell when the last one was. */
    private static final int PATIENCE = 100;

    /** In how many segments a record is sought: more take longer than somebody wants to wait for the first byte. */
    static final int SEARCHED = 100;

    private final ServerConfig server;
    private final WalPlaces places;
    private final Map<WalSegmentName, Optional<Lsn>> lastRecords = new HashMap<>();

    WalReach(ServerConfig server) {
        this.server = server;
        this.places = new WalPlaces(server);
    }

    /**
     * When the last transaction of the segments ended, or any that ended behind a moment; nothing if that can't be told.
     *
     * @param segments those that follow each other on the way of the recovery, in order
     */
    Optional<LastTransaction> lastTransaction(List<WalSegmentName> segments, Instant moment) {
        Optional<Instant> last = Optional.empty();
        int further = 0;
        try {
            for (int index = segments.size() - 1; index >= 0; index--) {
                last = later(last, read(segments, index, new WalRecords()).lastTransaction());
                boolean enough = last.isPresent()
                        ? further++ >= DISORDER
                        : isOlder(segments.get(index), moment) && further++ >= PATIENCE;
                if (enough || last.filter(moment::isBefore).isPresent()) {
                    break;
                }
            }
            return Optional.of(new LastTransaction(last));
        } catch (IOException | RefusedException unreadable) {
            log.info("How far the WAL reaches can't be told: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Looks for the end of a transaction, or a restore point; nothing if it can't be told whether it is there.
     *
     * @param segments those that follow each other on the way of the recovery, in order
     */
    Optional<Search> search(List<WalSegmentName> segments, RecordTarget target) {
        try {
            for (int index = segments.size() - 1; index >= Math.max(0, segments.size() - SEARCHED); index--) {
                Optional<Lsn> found =
                        read(segments, index, new WalRecords(target)).found();
                if (found.isPresent()) {
                    return Optional.of(new Search(found, target.seen()));
                }
            }
        } catch (IOException | RefusedException unreadable) {
            log.info("What the WAL holds can't be told: {}", unreadable.getMessage());
            return Optional.empty();
        }
        boolean outOfSight = segments.size() > SEARCHED && !target.isBehind();
        return outOfSight || target.isUncertain()
                ? Optional.empty()
                : Optional.of(new Search(Optional.empty(), target.seen()));
    }

    /**
     * What came of a search.
     *
     * @param position where the record begins that was sought, if it is there
     * @param restorePoints the names of those that were met
     */
    record Search(Optional<Lsn> position, List<String> restorePoints) {}

    /** Where the last record of a segment begins; nothing if that can't be told. Each segment is read once. */
    Optional<Lsn> lastRecord(WalSegmentName segment) {
        return lastRecords.computeIfAbsent(segment, this::readLastRecord);
    }

    private Optional<Lsn> readLastRecord(WalSegmentName segment) {
        try {
            WalRecords records = new WalRecords();
            feed(segment, records);
            return records.lastRecord();
        } catch (IOException | RefusedException unreadable) {
            log.info("Where {} ends can't be told: {}", segment, unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(one.get()::isBefore).isPresent() ? other : one;
    }

    private WalRecords read(List<WalSegmentName> segments, int index, WalRecords records) throws IOException {
        feed(segments.get(index), records);
        for (int next = index + 1; records.goesOn() && next < segments.size(); next++) {
            feed(segments.get(next), records);
        }
        boolean unwritten = index > 0 && index == segments.size() - 1; // the receiver has just made it
        if (!records.isWal() && !unwritten) {
            throw new IOException(segments.get(index) + " is in no form that is known");
        }
        return records;
    }

    private void feed(WalSegmentName segment, WalRecords records) throws IOException {
        for (Path place : places(segment)) {
            try (OutgoingWal content = OutgoingWal.content(server, place, places.isArchived(place))) {
                content.sendTo(records);
                return;
            } catch (NoSuchFileException elsewhere) {
                log.debug("{} is not there", place);
            }
        }
        throw new NoSuchFileException(segment.toString());
    }

    /** Whether a segment was closed before a moment, so that no transaction in it can have ended behind that. */
    private boolean isOlder(WalSegmentName segment, Instant moment) throws IOException {
        for (Path place : places(segment)) {
            if (Files.exists(place)) {
                return Files.getLastModifiedTime(place).toInstant().isBefore(moment.minus(SLACK));
            }
        }
        throw new NoSuchFileException(segment.toString());
    }

    private List<Path> places(WalSegmentName segment) {
        return places.of(WalFileName.parse(segment.toString()).orElseThrow(), true);
    }
}
