package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;

/**
 * What the next full backup of a server is likely to take.
 *
 * @param clusterSize the bytes of the cluster now
 * @param example the last full backup, which the estimate goes by, if there is one
 * @param ratio what that backup took of the cluster as it was then; 1 without an example
 * @param free the bytes that are free where backups go
 * @param directory where that is
 */
public record SizeEstimate(
        String server, long clusterSize, Optional<BackupInfo> example, double ratio, long free, Path directory) {
    /** The bytes that the next full backup will take. */
    public long expected() {
        return Math.round(clusterSize * ratio);
    }

    public boolean fits() {
        return expected() <= free;
    }

    /** What to do if it does not fit. */
    public Optional<String> advice() {
        if (fits()) {
            return Optional.empty();
        }
        String example = example().isPresent() ? ", for example with 'barman delete " + server + " oldest'" : "";
        return Optional.of("Make room in " + directory + " before the next backup" + example + ".");
    }
}
