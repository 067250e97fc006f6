package org.barman4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A file open for writing. Closing it does not make it durable; {@link #sync()} does. */
public interface DiskFile extends Closeable {
    /** Writes all the bytes, or throws. */
    default void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** Writes a part of the bytes, or throws. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Writes a part of another file, without its going through this program where the system can do that.
     *
     * @return how many bytes there were, 0 at the end of that file
     */
    long write(FileChannel source, long position, long length) throws IOException;

    /** Cuts the file to the given length. */
    void truncate(long length) throws IOException;

    /** Forces content and length to the storage. */
    void sync() throws IOException;
}
