package org.barman4j.io;

import java.io.IOException;
import java.nio.file.Path;

/** Takes files as they come. */
@FunctionalInterface
public interface FileLook {
    /** Takes none. */
    FileLook NONE = file -> {};

    void at(Path file) throws IOException;
}
