package org.barman4j.page;

import java.util.Optional;

/** Reads pages where PostgreSQL has them. */
@FunctionalInterface
public interface PageSource {
    /** Nothing can be read. */
    PageSource NONE = (file, offset, length) -> Optional.empty();

    /** A part of a file below the data directory; nothing if it can't be read, and less if it is not as long any more. */
    Optional<byte[]> read(String file, long offset, int length);
}
