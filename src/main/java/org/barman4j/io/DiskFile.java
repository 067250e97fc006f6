package org.barman4j.io;

import java.io.Closeable;
import java.io.IOException;

/** A file open for writing. Closing it does not make it durable; {@link #sync()} does. */
public interface DiskFile extends Closeable {
    /** Writes all the bytes, or throws. */
    default void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Writes a part of the bytes, or throws. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Cuts the file to the given length. */
    void truncate(long length) throws IOException;

    /** Forces content and length to the storage. */
    void sync() throws IOException;
}
