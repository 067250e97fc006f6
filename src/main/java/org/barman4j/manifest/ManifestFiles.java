package org.barman4j.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Compares a manifest with the files that there are by their names and sizes only, which takes no time. */
public final class ManifestFiles {
    private final Function<String, Path> places;
    private long count;
    private String first;

    private ManifestFiles(Function<String, Path> places) {
        this.places = places;
    }

    /**
     * What is wrong, in words that go on from "backup ..."; nothing if all is well, or if there is no manifest.
     *
     * @param directory where the manifest is
     * @param places where a file is that the manifest names
     * @throws ManifestException if the manifest is damaged
     */
    public static Optional<String> problem(Path directory, Function<String, Path> places) throws IOException {
        Path manifest = directory.resolve(BackupManifest.NAME);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        ManifestFiles files = new ManifestFiles(places);
        new ManifestReader(manifest).read((path, size, kind, checksum) -> files.look(path, size));
        return files.problem();
    }

    private void look(String path, long size) {
        if (BackupVerification.isExempt(path)) {
            return;
        }
        if (!isThere(places.apply(path), size)) {
            count++;
            first = first == null ? path : first;
        }
    }

    private static boolean isThere(Path file, long size) {
        try {
            return Files.size(file) == size; // a File would not do, which knows UTF-8 only
        } catch (IOException missing) {
            return false;
        }
    }

    private Optional<String> problem() {
        String more = count > 1 ? " and " + (count - 1) + (count == 2 ? " other" : " others") : "";
        return count == 0
                ? Optional.empty()
                : Optional.of("lacks " + first + more + ", or has " + (count == 1 ? "it" : "them")
                        + " in another size than its manifest says");
    }
}
