package org.barman4j.archive;

import java.util.Optional;
import org.barman4j.wal.WalLine;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.WalFileName;

/** Tells whether the WAL archive of one server is free to be used by a new cluster. */
public final class CheckWalArchiveService {
    private final String server;
    private final XlogDb xlogDb;

    public CheckWalArchiveService(String server, XlogDb xlogDb) {
        this.server = server;
        this.xlogDb = xlogDb;
    }

    /**
     * Looks for WAL that would get in the way.
     *
     * @param timeline WAL of timelines before this one does not; 0 if any WAL does
     */
    public WalArchiveVerdict check(int timeline) {
        Count count = new Count(timeline);
        xlogDb.read(count);
        String problem = "";
        if (!count.unexpected.isEmpty()) {
            problem = "Unexpected file " + count.unexpected + " found in WAL archive";
        } else if (count.found > 0 && timeline == 0) {
            problem = "Expected empty archive";
        } else if (count.found > 0) {
            problem = "Found " + count.found + " file" + (count.found > 1 ? "s" : "")
                    + " in WAL archive equal to or newer than timeline " + timeline;
        }
        return new WalArchiveVerdict(server, problem);
    }

    private static final class Count implements XlogDb.Visitor {
        private final int timeline;
        private int found;
        private String unexpected = "";

        Count(int timeline) {
            this.timeline = timeline;
        }

        @Override
        public void line(WalLine line) {
            if (timeline == 0) {
                found++;
                return;
            }
            Optional<WalFileName> name = WalFileName.parse(line.name());
            if (name.isEmpty()) {
                unexpected = unexpected.isEmpty() ? line.name() : unexpected;
            } else if (Integer.compareUnsigned(timeline, name.get().timeline()) <= 0) {
                found++;
            }
        }
    }
}
