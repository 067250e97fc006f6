package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.barman4j.text.Printable;
import org.barman4j.wal.WalInfo;
import org.barman4j.wal.WalLine;
import org.barman4j.wal.WalStore;
import org.barman4j.xlog.WalFileName;

/** Looks whether the lines of a WAL catalogue make sense: all of them by their form, and the newest by their files' sizes. */
final class CatalogueLines {
    /** Asking for the sizes of a million files would take seconds, each time. */
    private static final int MEASURED = 1000;

    private final Path walsDirectory;
    private final Deque<WalInfo> newest = new ArrayDeque<>();
    private String bad = "";

    CatalogueLines(Path walsDirectory) {
        this.walsDirectory = walsDirectory;
    }

    /** The first that is wrong. */
    Optional<String> problem() {
        if (!bad.isEmpty()) {
            return Optional.of("a line makes no sense: '" + bad + "'");
        }
        for (WalInfo info : newest) {
            Path file = WalStore.locate(
                    walsDirectory, WalFileName.parse(info.name()).orElseThrow());
            long size = file.toFile().length();
            if (size != info.size()) {
                return Optional.of(info.name() + " has " + size + " bytes and is listed with " + info.size());
            }
        }
        return Optional.empty();
    }

    /** Takes the next line. */
    void add(WalLine line) {
        if (line.kind() == WalLine.Kind.INVALID) {
            bad = bad.isEmpty() ? Printable.of(line.name()) : bad;
        } else if (line.kind() == WalLine.Kind.SEGMENT) {
            newest.add(new WalInfo(line.name(), line.size(), 0, "", ""));
            if (newest.size() > MEASURED) {
                newest.remove();
            }
        }
    }
}
