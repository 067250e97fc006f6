package org.barman4j.manifest;

import org.barman4j.manifest.ManifestIndex.Expected;

/** What a manifest says of some thousand files, with 41 bytes for each. */
final class ManifestBlock {
    static final int FILES = 1 << 12;

    /** Two numbers for each file: those of the print of its path, and of that of its checksum. */
    private final long[] paths = new long[2 * FILES];

    private final long[] checksums = new long[2 * FILES];
    private final long[] sizes = new long[FILES];
    private final byte[] lengths = new byte[FILES];

    void put(int file, Print path, Expected expected) {
        paths[2 * file] = path.high();
        paths[2 * file + 1] = path.low();
        checksums[2 * file] = expected.checksum().high();
        checksums[2 * file + 1] = expected.checksum().low();
        sizes[file] = expected.size();
        lengths[file] = (byte) expected.kind().length();
    }

    Print path(int file) {
        return new Print(paths[2 * file], paths[2 * file + 1]);
    }

    Expected expected(int file) {
        Print checksum = new Print(checksums[2 * file], checksums[2 * file + 1]);
        return new Expected(sizes[file], ChecksumKind.ofLength(lengths[file]), checksum);
    }
}
