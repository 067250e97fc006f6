package org.barman4j.inspect;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupType;

/**
 * How a backup's copy went, and what it saved compared with copying everything.
 *
 * @param copySeconds how long the copy took; 0 if that is not known
 * @param analysisSeconds how long it took to find out what to copy
 * @param workers how many processes copied
 * @param recordedCopySeconds the copy time as it was recorded, a whole number or not
 */
public record CopyFacts(double copySeconds, double analysisSeconds, long workers, Number recordedCopySeconds) {

    public static CopyFacts of(BackupInfo backup) {
        Map<?, ?> statistics =
                backup.literal(BackupField.COPY_STATS).orElse(Map.of()) instanceof Map<?, ?> map ? map : Map.of();
        Object copyTime = statistics.get("copy_time");
        return new CopyFacts(
                number(copyTime, 0).doubleValue(),
                number(statistics.get("analysis_time"), 0).doubleValue(),
                number(statistics.get("number_of_workers"), 1).longValue(),
                number(copyTime, 0));
    }

    /** Bytes a second, where size and time are known. */
    public OptionalDouble throughput(BackupInfo backup) {
        OptionalLong size = backup.number(BackupField.DEDUPLICATED_SIZE);
        boolean known = copySeconds > 0 && size.orElse(0) > 0;
        return known ? OptionalDouble.of(size.getAsLong() / copySeconds) : OptionalDouble.empty();
    }

    /** The share of the backup that did not have to be copied, between 0 and 1; Barman's guess from two sizes. */
    public static double deduplicationRatio(BackupInfo backup) {
        BackupField whole = backup.type() == BackupType.RSYNC ? BackupField.SIZE : BackupField.CLUSTER_SIZE;
        long size = backup.number(whole).orElse(0);
        long copied = backup.number(BackupField.DEDUPLICATED_SIZE).orElse(0);
        return size == 0 || copied == 0 ? 0 : 1 - (double) copied / size;
    }

    /** The bytes that did not have to be copied. */
    public static double savedBytes(BackupInfo backup) {
        long cluster = backup.number(BackupField.CLUSTER_SIZE).orElse(0);
        long whole = cluster == 0 ? backup.number(BackupField.SIZE).orElse(0) : cluster;
        return whole * deduplicationRatio(backup);
    }

    private static Number number(Object value, long otherwise) {
        return value instanceof Number number ? number : otherwise;
    }
}
