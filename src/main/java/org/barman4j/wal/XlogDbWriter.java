package org.barman4j.wal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;

/**
 * Changes the catalogue of the WAL archive.
 *
 * <p>Whoever calls this holds the lock of the catalogue. Lines are only ever appended, whole and forced to the storage;
 * a rebuilt catalogue takes the place of the old one in one step. What a crash may leave is a last line without an end,
 * and {@link #open()} cuts that off; the segment it was about is still where it came from. It may also leave a new
 * catalogue half written beside the old one, which the next one who writes one removes.
 */
public final class XlogDbWriter {
    private static final int LONGEST_TAIL = 1 << 16;
    private static final int CHUNK = 1 << 16;

    private final XlogDb xlogDb;
    private final WalScan scan;
    private final Disk disk;

    public XlogDbWriter(XlogDb xlogDb, WalScan scan, Disk disk) {
        this.xlogDb = xlogDb;
        this.scan = scan;
        this.disk = disk;
    }

    /** The one of a server, whose catalogue is told what its files are like by the files themselves. */
    public static XlogDbWriter of(ServerConfig server, WalCompression compression, Disk disk) {
        Path wals = server.path(Options.WALS_DIRECTORY);
        return new XlogDbWriter(
                new XlogDb(server.name(), server.path(Options.XLOGDB_DIRECTORY), wals),
                new WalScan(server.name(), wals, new WalContent(compression)::form),
                disk);
    }

    /** Makes sure that there is a catalogue, and that it ends with a whole line. Before any file is added to the archive. */
    public void open() throws IOException {
        if (Files.notExists(xlogDb.file())) {
            rebuild();
            return;
        }
        long length = Files.size(xlogDb.file());
        long sound = soundLength(length);
        if (sound < length) {
            try (DiskFile file = disk.append(xlogDb.file())) {
                file.truncate(sound);
                file.sync();
            }
        }
    }

    /** How long the catalogue is up to the end of its last whole line. */
    private long soundLength(long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(xlogDb.file().toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(length, LONGEST_TAIL)];
            file.seek(length - tail.length);
            file.readFully(tail);
            int end = tail.length;
            while (end > 0 && tail[end - 1] != '\n') {
                end--;
            }
            return length - tail.length + end;
        }
    }

    /** Adds lines, and forces them and those before them. If that fails, none of them is left, unless the file can't even be cut. */
    public void append(List<WalInfo> files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (WalInfo file : files) {
            lines.append(file.toLine());
        }
        long before = Files.size(xlogDb.file());
        try (DiskFile file = disk.append(xlogDb.file())) {
            try {
                file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                file.sync();
            } catch (IOException e) {
                file.truncate(before);
                throw e;
            }
        }
    }

    /** Decides which lines stay. */
    public interface Revision {
        /** Whether the line stays. */
        boolean keeps(WalLine line);

        /** Is called when all lines have been seen, and before the new catalogue takes the place of the old one. */
        void settle() throws IOException;
    }

    /** Writes the catalogue anew with the lines that stay. */
    public void revise(Revision revision) throws IOException {
        new AtomicFile(disk).writeAlone(xlogDb.file(), target -> {
            OutputStream lines = new BufferedOutputStream(new DiskStream(target), CHUNK);
            try {
                xlogDb.read(line -> {
                    if (revision.keeps(line)) {
                        write(line, lines);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            lines.flush();
            revision.settle();
        });
    }

    private static void write(WalLine line, OutputStream lines) {
        try {
            lines.write(line.copyTo(new byte[0]));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the names that have no line. */
    public Set<String> missing(Set<String> names) {
        Set<String> missing = new HashSet<>(names);
        if (!names.isEmpty()) {
            xlogDb.read(line -> missing.remove(line.name()));
        }
        return missing;
    }

    /** Writes the catalogue anew from what the archive holds. */
    public WalScan.Count rebuild() throws IOException {
        Path file = xlogDb.file();
        disk.createDirectories(file.getParent());
        WalScan.Count count = new WalScan.Count();
        new AtomicFile(disk).writeAlone(file, target -> scan.write(target, count));
        Path old = xlogDb.oldFile();
        if (Files.exists(old)) {
            disk.delete(old);
            disk.syncDirectory(old.getParent());
        }
        return count;
    }
}
