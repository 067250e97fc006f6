package org.barman4j.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.wal.WalRecords;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.WalSegmentName;

/**
 * A record of the WAL that PostgreSQL will not take, as it is not what its checksum says.
 *
 * @param position where it begins
 * @param before where the last one begins that can be read before it, if there is one in the segment
 */
record DamagedRecord(WalSegmentName segment, Lsn position, Optional<Lsn> before) {
    /**
     * Looks for the first one of a segment.
     *
     * @param content its content as PostgreSQL wrote it
     */
    static Optional<DamagedRecord> find(WalSegmentName segment, Path content) throws IOException {
        WalRecords records = WalRecords.checking();
        try (InputStream input = Files.newInputStream(content)) {
            input.transferTo(records);
        }
        return records.damaged().map(position -> new DamagedRecord(segment, position, records.lastRecord()));
    }
}
