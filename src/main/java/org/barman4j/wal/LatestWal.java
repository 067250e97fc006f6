package org.barman4j.wal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.xlog.WalSegmentName;

/** Finds the newest segment of each timeline in an archive by looking only where the newest must be. */
public final class LatestWal {
    private static final int TIMELINE_DIGITS = 8;

    private LatestWal() {}

    /** The newest segment of each timeline, by the eight digits of the timeline. */
    public static SortedMap<String, Path> byTimeline(Path walsDirectory) {
        SortedMap<String, Path> latest = new TreeMap<>();
        for (String directory : namesFromLast(walsDirectory)) {
            String timeline = directory.substring(0, Math.min(TIMELINE_DIGITS, directory.length()));
            if (timeline.matches("[0-9A-Fa-f]{8}") && !latest.containsKey(timeline)) {
                for (String name : namesFromLast(walsDirectory.resolve(directory))) {
                    if (WalSegmentName.parse(name).isPresent()) {
                        latest.put(timeline, walsDirectory.resolve(directory).resolve(name));
                        break;
                    }
                }
            }
        }
        return latest;
    }

    /** The newest segments of all timelines, at most so many. */
    public static List<Path> newestFirst(Path walsDirectory, int most) {
        List<Path> newest = new ArrayList<>();
        for (String directory : namesFromLast(walsDirectory)) {
            for (String name : namesFromLast(walsDirectory.resolve(directory))) {
                if (newest.size() == most) {
                    return newest;
                }
                if (WalSegmentName.parse(name).isPresent()) {
                    newest.add(walsDirectory.resolve(directory).resolve(name));
                }
            }
        }
        return newest;
    }

    private static String[] namesFromLast(Path directory) {
        File file = directory.toFile();
        String[] names = file.list();
        if (names == null) {
            return new String[0];
        }
        Arrays.sort(names, Comparator.reverseOrder());
        return names;
    }
}
