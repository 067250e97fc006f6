package org.barman4j.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.wal.HistoryFile;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalFileName;

/** Finds the timelines that forked off another one, by the history files in the archive. */
public final class ChildTimelines {
    private final Path walsDirectory;
    private final Notices notices;

    public ChildTimelines(Path walsDirectory, Notices notices) {
        this.walsDirectory = walsDirectory;
        this.notices = notices;
    }

    /** The timelines that left the given one, in order; those that left it before the position don't count. */
    List<Integer> after(int timeline, Optional<Lsn> position) {
        List<Integer> children = new ArrayList<>();
        int candidate = timeline + 1;
        Path file = historyFile(candidate);
        while (file.toFile().exists()) {
            for (TimelineHistory.Fork fork : forks(file, candidate)) {
                boolean reachable = position.isEmpty() || fork.switchPoint().compareTo(position.get()) >= 0;
                if (fork.parentTimeline() == timeline && reachable) {
                    children.add(candidate);
                }
            }
            candidate++;
            file = historyFile(candidate);
        }
        return children;
    }

    private List<TimelineHistory.Fork> forks(Path file, int timeline) {
        try {
            return TimelineHistory.parse(timeline, HistoryFile.read(file)).forks();
        } catch (IOException e) {
            notices.warning(
                    "Leaving out timeline " + timeline + ": cannot read " + file + ": " + StorageException.reason(e));
        } catch (IllegalArgumentException e) {
            notices.warning("Leaving out timeline " + timeline + ": " + file + " is damaged: " + e.getMessage());
        }
        return List.of();
    }

    private Path historyFile(int timeline) {
        return walsDirectory.resolve(new WalFileName.History(timeline).text());
    }
}
