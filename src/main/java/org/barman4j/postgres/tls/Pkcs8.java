package org.barman4j.postgres.tls;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.util.Arrays;

/** Wraps private keys of older forms into PKCS #8, which is what Java reads. */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    /** Where a SEC 1 key carries the name of its curve. */
    private static final int CURVE = 0xa0;

    private static final byte[] VERSION = {2, 1, 0};

    /** rsaEncryption, with the parameters that it has not. */
    private static final byte[] RSA = {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0};

    /** id-ecPublicKey, to be followed by a curve. */
    private static final byte[] ELLIPTIC_CURVE = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private Pkcs8() {}

    /** @param key as PKCS #1 has it */
    static byte[] ofRsa(byte[] key) {
        return wrapped(RSA, key);
    }

    /** @param key as SEC 1 has it, with its curve named */
    static byte[] ofEllipticCurve(byte[] key) throws InvalidKeyException {
        return wrapped(joined(ELLIPTIC_CURVE, curve(key)), key);
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, joined(VERSION, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] curve(byte[] key) throws InvalidKeyException {
        try {
            int at = contentStart(key, 0);
            while (at < key.length) {
                int start = contentStart(key, at);
                int end = start + length(key, at + 1);
                if ((key[at] & 0xff) == CURVE) {
                    return Arrays.copyOfRange(key, start, end);
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new InvalidKeyException("cut off", e);
        }
        throw new InvalidKeyException("names no curve");
    }

    private static int contentStart(byte[] key, int element) {
        int first = key[element + 1];
        return element + 2 + (first < 0 ? first & 0x7f : 0);
    }

    private static int length(byte[] key, int at) {
        int first = key[at];
        if (first >= 0) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= (first & 0x7f); i++) {
            length = (length << 8) | (key[at + i] & 0xff);
        }
        if (length < 0) {
            throw new ArrayIndexOutOfBoundsException(length);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            int octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
