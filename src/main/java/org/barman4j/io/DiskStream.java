package org.barman4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream into a file on a {@link Disk}. Flushing and closing it does nothing to the file, whose owner decides. */
public final class DiskStream extends OutputStream {
    private final DiskFile file;

    public DiskStream(DiskFile file) {
        this.file = file;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    /** Writes the content of another file. */
    public void copy(Path source) throws IOException {
        Files.copy(source, this);
    }
}
