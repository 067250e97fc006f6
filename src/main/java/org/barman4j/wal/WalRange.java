package org.barman4j.wal;

import org.barman4j.xlog.WalSegmentName;

/**
 * The segments that count for a backup.
 *
 * @param begin the first one that the backup needs
 * @param end the last one that the backup needs
 * @param limit the last one that counts, or {@link #NO_LIMIT}
 */
public record WalRange(WalSegmentName begin, WalSegmentName end, WalSegmentName limit) {
    /** Stands for no limit: no segment sorts behind it. */
    public static final WalSegmentName NO_LIMIT = new WalSegmentName(-1, -1, -1);
}
