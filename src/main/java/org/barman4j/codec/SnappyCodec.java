package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;

/** The framing format of Snappy, which has no levels. */
final class SnappyCodec implements Codec {
    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return new FramedSnappyCompressorOutputStream(target);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        return new FramedSnappyCompressorInputStream(source);
    }

    @Override
    public long memory(int level) {
        return 4 << 20;
    }
}
