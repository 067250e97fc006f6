package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

final class XzCodec implements Codec {
    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return new XZOutputStream(target, new LZMA2Options(level));
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        return new XZInputStream(source);
    }

    @Override
    public long memory(int level) {
        try {
            return new LZMA2Options(level).getEncoderMemoryUsage() * 1024L;
        } catch (UnsupportedOptionsException e) {
            throw new IllegalArgumentException("xz has no level " + level, e);
        }
    }
}
