package org.barman4j.copy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;

/**
 * The files of one item that have to be copied, divided among the jobs so that these end together.
 *
 * <p>There may be millions of them, so their names go to a file at once, and only eight bytes of each stay in memory.
 */
final class Shares implements Closeable {
    /** What a file costs beside its bytes, in bytes. */
    private static final long OVERHEAD = 32 << 10;

    /** Work that is not worth another process, and another connection. */
    private static final long SMALLEST = 32 << 20;

    private static final int CLASSES = 64;

    private final Disk disk;
    private final Path names;
    private final DiskFile file;
    private final OutputStream stream;
    private long[] costs = new long[1024];
    private int count;
    private long total;
    private long bytes;

    /** @param names where the names go until they are divided */
    Shares(Disk disk, Path names) throws IOException {
        this.disk = disk;
        this.names = names;
        this.file = disk.create(names);
        this.stream = new BufferedOutputStream(new DiskStream(file), 1 << 16);
    }

    /** One more, with the bytes of its path as characters of ISO 8859-1. */
    void add(String path, long size) throws IOException {
        write(stream, path);
        if (count == costs.length) {
            costs = Arrays.copyOf(costs, 2 * count);
        }
        costs[count++] = size + OVERHEAD;
        total += size + OVERHEAD;
        bytes += size;
    }

    /** What all of them hold. */
    long bytes() {
        return bytes;
    }

    /** Writes each share's names to a file of its own, each ended by a NUL byte, and returns the files. */
    List<Path> divide(int jobs) throws IOException {
        stream.flush();
        file.close();
        int size = (int) Math.max(
                1, Math.min(Math.min(Math.min(jobs, Byte.MAX_VALUE), count), (total + SMALLEST - 1) / SMALLEST));
        if (count == 0) {
            return List.of();
        }
        if (size == 1) {
            return List.of(names);
        }
        byte[] owners = assign(size);
        List<Path> files = new ArrayList<>();
        List<DiskFile> open = new ArrayList<>();
        List<OutputStream> streams = new ArrayList<>();
        try (InputStream input = new BufferedInputStream(Files.newInputStream(names), 1 << 16)) {
            for (int share = 0; share < size; share++) {
                files.add(names.resolveSibling(names.getFileName() + "." + share));
                open.add(disk.create(files.get(share)));
                streams.add(new BufferedOutputStream(new DiskStream(open.get(share)), 1 << 16));
            }
            int index = 0;
            for (int next = input.read(); next >= 0; next = input.read()) {
                streams.get(owners[index]).write(next);
                index += next == 0 ? 1 : 0;
            }
            for (OutputStream each : streams) {
                each.flush();
            }
        } finally {
            for (DiskFile each : open) {
                each.close();
            }
        }
        return files;
    }

    /** The largest first, by powers of two, each to whoever has least. */
    private byte[] assign(int size) {
        byte[] owners = new byte[count];
        long[] loads = new long[size];
        for (int order = CLASSES; order >= 0; order--) {
            for (int i = 0; i < count; i++) {
                if (Long.SIZE - Long.numberOfLeadingZeros(costs[i]) == order) {
                    int least = 0;
                    for (int share = 1; share < size; share++) {
                        least = loads[share] < loads[least] ? share : least;
                    }
                    loads[least] += costs[i];
                    owners[i] = (byte) least;
                }
            }
        }
        return owners;
    }

    private static void write(OutputStream stream, String path) throws IOException {
        stream.write(path.getBytes(StandardCharsets.ISO_8859_1));
        stream.write(0);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
