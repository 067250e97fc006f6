package org.barman4j.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes {@code %xx} in a part of a URI. A plus sign is a plus sign. */
final class PercentDecoder {
    private PercentDecoder() {}

    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int value = i + 2 < bytes.length ? 16 * digit(bytes[i + 1]) + digit(bytes[i + 2]) : -1;
            if (value < 0) {
                throw PostgresException.of("invalid percent-encoded token: \"" + encoded + "\"");
            }
            if (value == 0) {
                throw PostgresException.of("forbidden value %00 in percent-encoded value: \"" + encoded + "\"");
            }
            decoded.write(value);
            i += 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The value of a digit, or a number that makes any sum negative. */
    private static int digit(byte c) {
        int value = c < 0 ? -1 : Character.digit((char) c, 16);
        return value < 0 ? -1000 : value;
    }
}
