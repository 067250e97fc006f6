package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.barman4j.xlog.WalSegmentName;

/**
 * The WAL that a recovery gets.
 *
 * @param timeline the highest timeline of which there is some
 * @param archived the names of files in the archive, in its order
 * @param tail files that the receiver has and the archive has not yet: whole segments, and perhaps an unfinished one
 * @param newest when the newest of it was written, in seconds since 1970
 * @param way the segments that recovery goes through, in order, where that has been found out
 */
record RecoveryWal(
        int timeline, List<String> archived, List<Path> tail, OptionalDouble newest, List<WalSegmentName> way) {
    RecoveryWal {
        archived = List.copyOf(archived);
        tail = List.copyOf(tail);
        way = List.copyOf(way);
    }

    /** The same, with the way that recovery goes. */
    RecoveryWal along(List<WalSegmentName> segments) {
        return new RecoveryWal(timeline, archived, tail, newest, segments);
    }

    /** All segments of it, in the order of their names. */
    List<WalSegmentName> segments() {
        return Stream.concat(archived.stream(), tail.stream().map(RecoveryWal::nameOf))
                .flatMap(name -> WalSegmentName.parse(name).stream())
                .sorted()
                .toList();
    }

    /** Where the WAL files of a recovery go by name: an unfinished segment becomes one that is complete. */
    static String nameOf(Path tail) {
        String name = tail.getFileName().toString();
        return name.endsWith(".partial") ? name.substring(0, name.length() - ".partial".length()) : name;
    }
}
