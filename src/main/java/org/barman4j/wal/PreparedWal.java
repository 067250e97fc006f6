package org.barman4j.wal;

import java.nio.file.Path;

/**
 * A file that is ready to take its place in the archive.
 *
 * @param destination its place
 * @param temporary what will be renamed to it, next to it; the incoming file itself if its bytes are kept as they are
 * @param info its line of the catalogue
 * @param state how it stands with the archive
 */
public record PreparedWal(IncomingWal incoming, Path destination, Path temporary, WalInfo info, State state) {
    /** How a file stands with what the archive has. */
    public enum State {
        /** The archive has no file of its name. */
        NEW,
        /** The archive has the same file. */
        SAME,
        /** The archive has a file of its name and other content, or one that can't be compared. */
        DIFFERENT
    }

    boolean isKeptAsItIs() {
        return temporary.equals(incoming.path());
    }
}
