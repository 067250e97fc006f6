package org.barman4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads a stream on a thread of its own, a little ahead of whoever takes its bytes, so that both have work at once. */
public final class ReadAhead extends InputStream {
    private static final int CHUNK = 1 << 18;
    private static final int CHUNKS = 8;

    private final InputStream source;
    private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(CHUNKS + 2);
    private final Thread thread = new Thread(this::work, "read-ahead");
    private Chunk current = new Chunk(new byte[0], 0, null);
    private boolean ended;
    private int position;

    /** Bytes that have been read; none of them at the end, with the reason if that came too early. */
    private static final class Chunk {
        private final byte[] bytes;
        private final int length;
        private final IOException failure;

        Chunk(byte[] bytes, int length, IOException failure) {
            this.bytes = bytes;
            this.length = length;
            this.failure = failure;
        }
    }

    public ReadAhead(InputStream source) {
        this.source = source;
        for (int i = 0; i < CHUNKS + 2; i++) {
            empty.add(new byte[CHUNK]);
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() throws InterruptedException {
        try {
            while (true) {
                byte[] bytes = empty.take();
                int length = source.readNBytes(bytes, 0, CHUNK);
                filled.put(new Chunk(bytes, length, null));
                if (length == 0) {
                    return;
                }
            }
        } catch (IOException e) {
            filled.put(new Chunk(new byte[0], 0, e));
        } catch (RuntimeException e) { // a decompressor that does not like its input
            filled.put(new Chunk(new byte[0], 0, new IOException(e.getMessage(), e)));
        }
    }

    private void work() {
        try {
            readAll();
        } catch (InterruptedException closed) {
            // nobody wants any more
        }
    }

    /** Makes sure that there is something at hand, and tells whether there is. */
    private boolean fill() throws IOException {
        while (position == current.length) {
            if (current.failure != null) {
                throw current.failure;
            }
            if (ended) {
                return false;
            }
            try {
                if (current.bytes.length > 0) {
                    empty.put(current.bytes);
                }
                current = filled.take();
                ended = current.length == 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted").initCause(e);
            }
            position = 0;
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? current.bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current.bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
