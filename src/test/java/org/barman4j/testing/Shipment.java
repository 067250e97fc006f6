package org.barman4j.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Packs what {@code put-wal} reads, piece by piece, whether it makes sense or not. */
public final class Shipment {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
    private final StringBuilder sums = new StringBuilder();

    public Shipment() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    /** One file and its checksum, as {@code barman-wal-archive} sends them. */
    public static byte[] of(String name, byte[] content) {
        return new Shipment().file(name, content).sum(name, content).pack();
    }

    /** A file without its checksum. */
    public Shipment file(String name, byte[] content) {
        return entry(new TarArchiveEntry(name, true), content);
    }

    /** Anything but a file: a link, a device, a directory. */
    public Shipment special(String name, byte type, String link) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(link);
        return entry(entry, new byte[0]);
    }

    private Shipment entry(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a content as that of a file. */
    public Shipment sum(String name, byte[] content) {
        sums.append(digest("SHA-256", content)).append(" *").append(name).append('\n');
        return this;
    }

    /** All that was put in, and behind it the checksums, if there are any. */
    public byte[] pack() {
        return pack("SHA256SUMS", sums.toString());
    }

    /** All that was put in, and behind it a file of checksums of the test's choice. */
    public byte[] pack(String sumsName, String text) {
        if (!text.isEmpty()) {
            file(sumsName, text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Claims another size in the header at an offset of a packed shipment, with a header checksum that fits. */
    public static byte[] resize(byte[] packed, int header, long size) {
        byte[] changed = packed.clone();
        for (int i = 0; i < 12; i++) {
            changed[header + 124 + i] = (byte) (i < 4 ? 0 : size >> (8 * (11 - i)));
        }
        changed[header + 124] = (byte) 0x80; // the size is a binary number
        int sum = 0;
        for (int i = 0; i < TarConstants.DEFAULT_RCDSIZE; i++) {
            sum += i >= 148 && i < 156 ? ' ' : changed[header + i] & 0xFF;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, changed, header + 148, digits.length);
        return changed;
    }

    public static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
