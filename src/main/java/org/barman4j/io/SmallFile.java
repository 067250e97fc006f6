package org.barman4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are read whole, up to a limit that no sound one reaches. Without it a damaged file, or a device in the
 * place of one, would fill the memory.
 */
public final class SmallFile {
    private static final char REPLACEMENT = '\ufffd';

    private SmallFile() {}

    /** The bytes of a file; one that is larger than the limit can't be read. */
    public static byte[] bytes(Path file, int limit) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new FileSystemException(
                        file.toString(), null, "the file is larger than " + limit / 1024 + " KiB");
            }
            return bytes;
        }
    }

    /**
     * The text of a file in UTF-8.
     *
     * @throws CharacterCodingException if it is something else
     */
    public static String text(Path file, int limit) throws IOException {
        return decode(bytes(file, limit));
    }

    /**
     * The text that bytes in UTF-8 stand for.
     *
     * @throws CharacterCodingException if they are something else
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // it stands in the file, or in place of what is no character
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }
}
