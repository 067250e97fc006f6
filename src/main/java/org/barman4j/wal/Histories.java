package org.barman4j.wal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalFileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history files in a WAL archive. */
public final class Histories {
    private static final Logger log = LoggerFactory.getLogger(Histories.class);

    private Histories() {}

    /** How timelines came to be, by timeline, as far as that is known. */
    public static Map<Integer, TimelineHistory> read(Path walsDirectory) {
        Map<Integer, TimelineHistory> histories = new HashMap<>();
        String[] names = walsDirectory.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            WalFileName.parse(name)
                    .filter(WalFileName.History.class::isInstance)
                    .ifPresent(history -> read(walsDirectory.resolve(name), history.timeline(), histories));
        }
        return histories;
    }

    private static void read(Path file, int timeline, Map<Integer, TimelineHistory> histories) {
        try {
            histories.put(timeline, TimelineHistory.parse(timeline, HistoryFile.read(file)));
        } catch (IOException | IllegalArgumentException damaged) {
            log.warn("cannot read the history file {}: {}", file, damaged.getMessage());
        }
    }
}
