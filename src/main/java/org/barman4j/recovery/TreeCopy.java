package org.barman4j.recovery;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A way to copy trees of this host. */
@FunctionalInterface
interface TreeCopy {
    /** See {@link Destination#copy(List, OptionalLong)}. */
    void copy(List<Destination.Tree> trees, OptionalLong horizon) throws IOException, InterruptedException;
}
