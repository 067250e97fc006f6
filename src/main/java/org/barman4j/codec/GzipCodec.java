package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** By the JDK itself. */
final class GzipCodec implements Codec {
    private static final int BUFFER = 1 << 16;

    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return new Levelled(target, level);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        return new GZIPInputStream(source, BUFFER);
    }

    /** The JDK's stream, which has no other way to set the level. */
    private static final class Levelled extends GZIPOutputStream {
        Levelled(OutputStream target, int level) throws IOException {
            super(target, BUFFER);
            def.setLevel(level);
        }
    }
}
