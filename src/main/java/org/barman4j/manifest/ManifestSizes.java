package org.barman4j.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How large the files of a backup are, as its manifest says.
 *
 * @param total the bytes of all
 * @param tablespaces those of each tablespace, by its number
 */
public record ManifestSizes(long total, Map<String, Long> tablespaces) {
    private static final String TABLESPACES = "pg_tblspc/";

    public ManifestSizes {
        tablespaces = Map.copyOf(tablespaces);
    }

    /** Reads them, from the directory with the manifest; where there is none, nothing is known. */
    public static ManifestSizes read(Path directory) throws IOException {
        AtomicLong total = new AtomicLong();
        Map<String, Long> tablespaces = new HashMap<>();
        Path manifest = directory.resolve(BackupManifest.NAME);
        if (Files.exists(manifest)) {
            new ManifestReader(manifest).read((path, size, kind, checksum) -> {
                total.addAndGet(size);
                int end = path.startsWith(TABLESPACES) ? path.indexOf('/', TABLESPACES.length()) : -1;
                if (end > 0) {
                    tablespaces.merge(path.substring(TABLESPACES.length(), end), size, Long::sum);
                }
            });
        }
        return new ManifestSizes(total.get(), tablespaces);
    }
}
