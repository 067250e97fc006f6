package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

final class Bzip2Codec implements Codec {
    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return new BZip2CompressorOutputStream(target, level);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        return new BZip2CompressorInputStream(source, true);
    }

    @Override
    public long memory(int level) {
        return level * 1_000_000L; // ten times the block
    }
}
