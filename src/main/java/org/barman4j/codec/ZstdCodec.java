package org.barman4j.codec;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

final class ZstdCodec implements Codec {
    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return new ZstdOutputStreamNoFinalizer(target, level).setChecksum(true);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        return new ZstdInputStreamNoFinalizer(source);
    }
}
