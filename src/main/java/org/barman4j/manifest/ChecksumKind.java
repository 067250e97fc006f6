package org.barman4j.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.zip.CRC32C;

/** The checksums that a manifest can have. */
enum ChecksumKind {
    NONE(0),
    CRC32C(4),
    SHA224(28),
    SHA256(32),
    SHA384(48),
    SHA512(64);

    private static final int CHUNK = 1 << 17;

    private final int length;

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

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** The checksum of all that a stream holds. */
    byte[] of(InputStream content) throws IOException {
        byte[] buffer = new byte[CHUNK];
        return switch (this) {
            case NONE -> new byte[0];
            case CRC32C -> {
                CRC32C crc = new CRC32C();
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    crc.update(buffer, 0, count);
                }
                // as the usual processors have it in memory, and PostgreSQL prints it from there
                yield ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) crc.getValue())
                        .array();
            }
            case SHA224, SHA256, SHA384, SHA512 -> {
                MessageDigest digest = digest();
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
                yield digest.digest();
            }
        };
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
