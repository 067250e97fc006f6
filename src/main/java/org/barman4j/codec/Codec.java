package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One way to compress a stream. Each is a class of its own, so that a library is loaded only where it is used. */
interface Codec {
    /** A stream whose bytes reach the target compressed, the last of them when it is closed. The target is closed, too. */
    OutputStream compress(OutputStream target, int level) throws IOException;

    /** The bytes that a compressed stream stands for. */
    InputStream decompress(InputStream source) throws IOException;

    /** About how many bytes of memory one such compressor takes. */
    default long memory(int level) {
        return 1 << 20;
    }
}
