package org.barman4j.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** The checksums that a manifest can have. */
enum ChecksumKind {
    NONE(0),
    CRC32C(4),
    SHA224(28),
    SHA256(32),
    SHA384(48),
    SHA512(64);

    /** One a thread, as there may be a million small files. */
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[1 << 17]);

    private final int length;

    /** What reads a stream to its end. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream content) throws IOException;
    }

    ChecksumKind(int length) {
        this.length = length;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ChecksumKind parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The kind whose checksums have so many bytes, as no two have the same number. */
    static ChecksumKind ofLength(int length) {
        return Arrays.stream(values())
                .filter(kind -> kind.length == length)
                .findFirst()
                .orElseThrow();
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** The checksum of all that a stream holds. */
    byte[] of(InputStream content) throws IOException {
        return of(content, this == NONE ? any -> {} : ChecksumKind::exhaust);
    }

    /** The same, while somebody else reads the stream to its end. */
    byte[] of(InputStream content, Reader reader) throws IOException {
        return switch (this) {
            case NONE -> {
                reader.read(content);
                yield new byte[0];
            }
            case CRC32C -> {
                CRC32C crc = new CRC32C();
                reader.read(new CheckedInputStream(content, crc));
                // as the usual processors have it in memory, and PostgreSQL prints it from there
                yield ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) crc.getValue())
                        .array();
            }
            case SHA224, SHA256, SHA384, SHA512 -> {
                MessageDigest digest = digest();
                reader.read(new DigestInputStream(content, digest));
                yield digest.digest();
            }
        };
    }

    private static void exhaust(InputStream content) throws IOException {
        byte[] buffer = BUFFER.get();
        while (content.read(buffer) >= 0) {
            // what it read has been counted
        }
    }

    /** What makes a checksum of the SHA family. */
    MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-" + name().substring("SHA".length()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }
}
