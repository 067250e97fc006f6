package org.barman4j.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * What a manifest says of each file, in little memory: a path is remembered as a number of 64 bits made of it, which two
 * of a million paths share once in forty million manifests.
 *
 * <p>Files may be asked for by several threads at once.
 */
final class ManifestIndex {
    private static final int EMPTY = -1;

    private final ManifestReader reader;
    private long[] hashes = new long[1024];
    private long[] sizes = new long[1024];
    private byte[][] checksums = new byte[1024][];
    private ChecksumKind[] kinds = new ChecksumKind[1024];
    private int count;
    private int[] table;
    private AtomicIntegerArray seen;

    private ManifestIndex(ManifestReader reader) {
        this.reader = reader;
    }

    /** What a manifest says of a file, with the checksum in hexadecimal digits. */
    record Expected(long size, ChecksumKind kind, String checksum) {}

    static ManifestIndex read(Path manifest) throws IOException {
        ManifestReader reader = new ManifestReader(manifest);
        reader.verify();
        ManifestIndex index = new ManifestIndex(reader);
        reader.read(index::add);
        index.finish();
        return index;
    }

    private void add(String path, long size, ChecksumKind kind, byte[] checksum) {
        if (count == hashes.length) {
            int length = count * 2;
            hashes = Arrays.copyOf(hashes, length);
            sizes = Arrays.copyOf(sizes, length);
            checksums = Arrays.copyOf(checksums, length);
            kinds = Arrays.copyOf(kinds, length);
        }
        hashes[count] = hash(path);
        sizes[count] = size;
        checksums[count] = checksum;
        kinds[count] = kind;
        count++;
    }

    private void finish() {
        table = new int[Math.max(16, Integer.highestOneBit(Math.max(1, count)) << 2)];
        Arrays.fill(table, EMPTY);
        for (int i = 0; i < count; i++) {
            int slot = (int) hashes[i] & table.length - 1;
            while (table[slot] != EMPTY) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i;
        }
        seen = new AtomicIntegerArray(count);
    }

    /** What is said of a file, which counts as seen from now on; null if nothing is. */
    Expected see(String path) {
        int found = find(path);
        if (found == EMPTY) {
            return null;
        }
        seen.set(found, 1);
        return new Expected(sizes[found], kinds[found], HexFormat.of().formatHex(checksums[found]));
    }

    private int find(String path) {
        long hash = hash(path);
        int slot = (int) hash & table.length - 1;
        while (table[slot] != EMPTY && hashes[table[slot]] != hash) {
            slot = slot + 1 & table.length - 1;
        }
        return table[slot];
    }

    /** Tells the paths that nobody has seen, which takes another reading. */
    void unseen(Consumer<String> missing) throws IOException {
        for (int i = 0; i < count; i++) {
            if (seen.get(i) == 0) {
                reader.read((path, size, kind, checksum) -> {
                    int found = find(path);
                    if (found == EMPTY || seen.get(found) == 0) {
                        missing.accept(path);
                    }
                });
                return;
            }
        }
    }

    /** FNV-1a, and at its end a mixing that spreads it over all bits. */
    private static long hash(String path) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
