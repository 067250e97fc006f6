package org.barman4j.manifest;

import java.io.IOException;
import java.nio.file.Path;

/** A manifest is damaged, or of a version that is not known. */
public final class ManifestException extends IOException {
    ManifestException(Path manifest, String reason) {
        super(manifest + ": " + reason);
    }
}
