package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barman4j.io.StorageException;

/**
 * The catalogue of the WAL archive of one server.
 *
 * <p>It is read without a lock. Writers only append whole lines to it, or replace it, so what is read is a state that it
 * had, but for a last line that is still being written; that one is left out and told as torn. Where the file does not
 * exist, the one that Barman used before 3.13 is read, and where there is none of that either, the archive itself tells.
 */
public final class XlogDb {
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;

    private final String server;
    private final Path file;
    private final Path walsDirectory;

    public XlogDb(String server, Path xlogDbDirectory, Path walsDirectory) {
        this.server = server;
        this.file = xlogDbDirectory.resolve(server + "-xlog.db");
        this.walsDirectory = walsDirectory;
    }

    /** What looks at the lines. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes the next line. */
        void line(WalLine line);
    }

    /** Where the catalogue lives. */
    public Path file() {
        return file;
    }

    /** Where Barman kept it before 3.13. */
    Path oldFile() {
        return walsDirectory.resolve("xlog.db");
    }

    /** Whether it has any line at all, or would have if it were not missing. */
    public boolean hasContent() {
        return file.toFile().length() > 0
                || oldFile().toFile().length() > 0
                || (Files.notExists(file)
                        && Files.notExists(oldFile())
                        && !LatestWal.byTimeline(walsDirectory).isEmpty());
    }

    /** Shows every line to the visitor, in the order of the file, and returns whether a torn one follows the last. */
    public boolean read(Visitor visitor) {
        return readFrom(0, visitor);
    }

    /**
     * The same from a byte on, where a line begins.
     *
     * @param position 0 where there is no file, and the archive itself tells
     */
    public boolean readFrom(long position, Visitor visitor) {
        Optional<Path> source = source();
        if (source.isPresent()) {
            return read(source.get(), position, visitor);
        }
        new WalScan(server, walsDirectory, WalScan.UNSEEN).read(visitor);
        return false;
    }

    private Optional<Path> source() {
        Path old = oldFile();
        if (!Files.notExists(file)) { // one that can't be seen is not taken for one that is not there
            return Optional.of(file);
        }
        return Files.notExists(old) ? Optional.empty() : Optional.of(old);
    }

    /** Whether the line of a WAL file begins with a byte, as it did once. */
    public boolean hasLineAt(long position, String name) {
        Optional<Path> source = source();
        byte[] expected = ("\n" + name + "\t").getBytes(StandardCharsets.US_ASCII);
        if (source.isEmpty() || position < 0) {
            return false;
        }
        try (RandomAccessFile content = new RandomAccessFile(source.get().toFile(), "r")) {
            int cut = position == 0 ? 1 : 0; // nothing stands before the first line
            byte[] found = new byte[expected.length - cut];
            if (position + found.length > content.length()) {
                return false;
            }
            content.seek(position - 1 + cut);
            content.readFully(found);
            return Arrays.equals(expected, cut, expected.length, found, 0, found.length);
        } catch (IOException e) {
            throw StorageException.because("read the WAL catalogue " + source.get(), e);
        }
    }

    private static boolean read(Path source, long position, Visitor visitor) {
        WalLine line = new WalLine();
        byte[] buffer = new byte[CHUNK];
        int filled = 0;
        try (InputStream input = Files.newInputStream(source)) {
            input.skipNBytes(position);
            while (true) {
                int count = input.read(buffer, filled, buffer.length - filled);
                if (count < 0) {
                    return filled > 0;
                }
                filled += count;
                int used = lines(buffer, filled, line, visitor);
                if (used == 0 && filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, grown(source, buffer.length));
                }
                System.arraycopy(buffer, used, buffer, 0, filled - used);
                filled -= used;
            }
        } catch (IOException e) {
            throw StorageException.because("read the WAL catalogue " + source, e);
        }
    }

    private static int grown(Path source, int length) {
        if (length >= LONGEST_LINE) {
            throw new StorageException(
                    "the WAL catalogue " + source + " is not one: it has no line ends",
                    "Run 'barman rebuild-xlogdb' for that server.");
        }
        return length * 2;
    }

    /** Visits the whole lines in the buffer and returns how many bytes they take. */
    private static int lines(byte[] buffer, int filled, WalLine line, Visitor visitor) {
        int start = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                line.set(buffer, start, i);
                visitor.line(line);
                start = i + 1;
            }
        }
        return start;
    }
}
