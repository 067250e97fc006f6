package org.barman4j.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How much a backup has of each tablespace, as its manifest says. */
public final class ManifestSizes {
    private static final String TABLESPACES = "pg_tblspc/";

    private ManifestSizes() {}

    /**
     * The bytes of each tablespace, by its number.
     *
     * @param directory where the manifest is; of a directory without one nothing is known
     */
    public static Map<String, Long> ofTablespaces(Path directory) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        Path manifest = directory.resolve(BackupManifest.NAME);
        if (Files.exists(manifest)) {
            new ManifestReader(manifest).read((path, size, kind, checksum) -> {
                int end = path.startsWith(TABLESPACES) ? path.indexOf('/', TABLESPACES.length()) : -1;
                if (end > 0) {
                    sizes.merge(path.substring(TABLESPACES.length(), end), size, Long::sum);
                }
            });
        }
        return sizes;
    }
}
