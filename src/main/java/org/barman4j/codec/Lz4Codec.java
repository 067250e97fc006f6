package org.barman4j.codec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** LZ4 frames. Levels below 3 all mean the fast compressor, as in the reference library. */
final class Lz4Codec implements Codec {
    private static final int FIRST_HIGH_LEVEL = 3;

    /** Where in a frame its flags are, and the one that says that each block stands for itself. */
    private static final int FLAGS = 4;

    private static final int INDEPENDENT = 0x20;

    @Override
    public OutputStream compress(OutputStream target, int level) throws IOException {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        LZ4Compressor compressor = level < FIRST_HIGH_LEVEL ? factory.fastCompressor() : factory.highCompressor(level);
        return new LZ4FrameOutputStream(
                target,
                BLOCKSIZE.SIZE_1MB,
                -1,
                compressor,
                XXHashFactory.fastestInstance().hash32(),
                FLG.Bits.BLOCK_INDEPENDENCE,
                FLG.Bits.CONTENT_CHECKSUM);
    }

    @Override
    public InputStream decompress(InputStream source) throws IOException {
        PushbackInputStream input = new PushbackInputStream(source, FLAGS + 1);
        byte[] start = input.readNBytes(FLAGS + 1);
        input.unread(start);
        boolean linked = start.length > FLAGS && (start[FLAGS] & INDEPENDENT) == 0;
        return linked ? Linked.decompress(input) : new LZ4FrameInputStream(input);
    }

    /** Frames whose blocks refer to those before them, such as pg_basebackup writes: only a slower library reads them. */
    private static final class Linked {
        static InputStream decompress(InputStream source) throws IOException {
            return new FramedLZ4CompressorInputStream(new BufferedInputStream(source), true);
        }
    }

    @Override
    public long memory(int level) {
        return 4 << 20;
    }
}
