package org.barman4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stream into a file on a {@link Disk}. Flushing and closing it does nothing to the file, whose owner decides. */
public final class DiskStream extends OutputStream {
    private static final long CHUNK = 8 << 20;

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

    /** Writes the content of another file, moved by the kernel. */
    public void copy(Path source) throws IOException {
        try (FileChannel input = FileChannel.open(source, StandardOpenOption.READ)) {
            long position = 0;
            for (long moved = file.write(input, 0, CHUNK); moved > 0; moved = file.write(input, position, CHUNK)) {
                position += moved;
            }
        }
    }
}
