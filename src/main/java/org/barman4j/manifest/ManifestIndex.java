package org.barman4j.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * What a manifest says of each file, in little memory: 47 bytes a file, however long its path and its checksum are, as a
 * {@link Print} stands for either.
 *
 * <p>Files may be asked for by several threads at once.
 */
final class ManifestIndex {
    private static final int EMPTY = -1;

    private final ManifestReader reader;

    /** Many, as a single array would have to be copied whenever it is full. */
    private final List<ManifestBlock> blocks = new ArrayList<>();

    private int count;
    private int[] table;

    /** A bit for each file. */
    private AtomicIntegerArray seen;

    private ManifestIndex(ManifestReader reader) {
        this.reader = reader;
    }

    /** What a manifest says of a file. */
    record Expected(long size, ChecksumKind kind, Print checksum) {
        boolean hasChecksum(byte[] actual) {
            return checksum.equals(Print.of(actual));
        }
    }

    static ManifestIndex read(Path manifest) throws IOException {
        ManifestReader reader = new ManifestReader(manifest);
        reader.verify();
        ManifestIndex index = new ManifestIndex(reader);
        reader.read(index::add);
        index.finish();
        return index;
    }

    private void add(String path, long size, ChecksumKind kind, byte[] checksum) {
        if (count % ManifestBlock.FILES == 0) {
            blocks.add(new ManifestBlock());
        }
        Expected expected = new Expected(size, kind, Print.of(checksum));
        block(count).put(count % ManifestBlock.FILES, Print.ofPath(path), expected);
        count++;
    }

    private ManifestBlock block(int file) {
        return blocks.get(file / ManifestBlock.FILES);
    }

    private Print path(int file) {
        return block(file).path(file % ManifestBlock.FILES);
    }

    private void finish() {
        table = new int[Math.addExact(count, count / 2 + 1)];
        Arrays.fill(table, EMPTY);
        for (int file = 0; file < count; file++) {
            int slot = firstSlot(path(file));
            while (table[slot] != EMPTY) {
                slot = nextSlot(slot);
            }
            table[slot] = file;
        }
        seen = new AtomicIntegerArray(count / Integer.SIZE + 1);
    }

    private int firstSlot(Print path) {
        return Math.floorMod(path.low(), table.length);
    }

    private int nextSlot(int slot) {
        return slot + 1 == table.length ? 0 : slot + 1;
    }

    /** What is said of a file, which counts as seen from now on; null if nothing is. */
    Expected see(String path) {
        int found = find(path);
        if (found == EMPTY) {
            return null;
        }
        seen.accumulateAndGet(found / Integer.SIZE, 1 << found, (before, bit) -> before | bit);
        return block(found).expected(found % ManifestBlock.FILES);
    }

    private int find(String path) {
        Print print = Print.ofPath(path);
        int slot = firstSlot(print);
        while (table[slot] != EMPTY && !path(table[slot]).equals(print)) {
            slot = nextSlot(slot);
        }
        return table[slot];
    }

    private boolean isSeen(int file) {
        return (seen.get(file / Integer.SIZE) & 1 << file) != 0;
    }

    /** Tells the paths that nobody has seen, which takes another reading. */
    void unseen(Consumer<String> missing) throws IOException {
        for (int file = 0; file < count; file++) {
            if (!isSeen(file)) {
                reader.read((path, size, kind, checksum) -> {
                    int found = find(path);
                    if (found == EMPTY || !isSeen(found)) {
                        missing.accept(path);
                    }
                });
                return;
            }
        }
    }
}
