package org.barman4j.wal;

import java.nio.file.Path;
import java.util.List;

/**
 * What one run of the archiver takes on.
 *
 * @param files the files to archive, in their order
 * @param unknown what lies there and is no WAL file
 * @param total how many entries the directory has
 */
public record WalBatch(List<IncomingWal> files, List<Path> unknown, int total) {
    public WalBatch {
        files = List.copyOf(files);
        unknown = List.copyOf(unknown);
    }
}
