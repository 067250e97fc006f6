package org.barman4j.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.xlog.WalFileName;

/**
 * How far a passive node has come with the WAL of its primary node.
 *
 * @param lastWal the last file that it has; empty if it has to ask for all
 * @param position where the line of that file begins in the primary's catalogue, if that is known
 */
public record SyncPosition(Optional<String> lastWal, OptionalLong position) {
    /** Nothing has been copied yet, or nobody knows what. */
    public static final SyncPosition NONE = new SyncPosition(Optional.empty(), OptionalLong.empty());

    private static final String FILE = "sync-wals.info";
    private static final int LIMIT = 4096;

    /** No catalogue has a line there but its first, which has it at 0: Barman's nodes take neither for an answer. */
    private static final long NOWHERE = 1;

    /** The position behind a file, wherever the primary has that. */
    static SyncPosition behind(String wal) {
        return new SyncPosition(Optional.of(wal), OptionalLong.of(NOWHERE));
    }

    /** What the file in a WAL archive says; nothing if it makes no sense. */
    static SyncPosition read(Path walsDirectory) throws IOException {
        Path file = walsDirectory.resolve(FILE);
        return Files.exists(file) ? parse(new String(SmallFile.bytes(file, LIMIT), StandardCharsets.ISO_8859_1)) : NONE;
    }

    /** Reads {@code <WAL file>\t<position>}. */
    static SyncPosition parse(String text) {
        int end = text.indexOf('\n');
        String[] columns = (end < 0 ? text : text.substring(0, end)).split("\t", -1);
        if (WalFileName.parse(columns[0]).isEmpty()) {
            return NONE;
        }
        OptionalLong position = columns.length == 2 ? number(columns[1].strip()) : OptionalLong.empty();
        return new SyncPosition(Optional.of(columns[0]), position);
    }

    private static OptionalLong number(String digits) {
        boolean valid =
                !digits.isEmpty() && digits.length() < 19 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return valid ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** Makes this the position of a WAL archive. */
    void write(Path walsDirectory, Disk disk) throws IOException {
        String text = lastWal.orElseThrow() + "\t" + position.orElse(NOWHERE);
        new AtomicFile(disk)
                .writeAlone(walsDirectory.resolve(FILE), file -> file.write(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
