package org.barman4j.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum of what is written to it.
 *
 * <p>SHA-256 is left to the program sha256sum where there is one: it works beside us on another core, and knows the
 * processor's instructions for it, which the JVM uses only for code that has run far longer than one segment takes.
 */
final class Checksum extends OutputStream implements Closeable {
    private final MessageDigest digest;
    private final Process program;
    private final OutputStream input;

    private Checksum(MessageDigest digest, Process program) {
        this.digest = digest;
        this.program = program;
        this.input = program == null ? OutputStream.nullOutputStream() : program.getOutputStream();
    }

    static Checksum sha256() {
        try {
            Process program = new ProcessBuilder("sha256sum")
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new Checksum(null, program);
        } catch (IOException absent) {
            return new Checksum(digest("SHA-256"), null);
        }
    }

    static Checksum md5() {
        return new Checksum(digest("MD5"), null);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (program == null) {
            digest.update(bytes, offset, length);
        } else {
            input.write(bytes, offset, length);
        }
    }

    /** The checksum in hexadecimal digits. Nothing can be written after this. */
    String hex() throws IOException {
        if (program == null) {
            return HexFormat.of().formatHex(digest.digest());
        }
        input.close();
        String line = new String(program.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int blank = line.indexOf(' ');
        if (blank < 0) {
            throw new IOException("sha256sum gave no checksum");
        }
        return line.substring(0, blank);
    }

    @Override
    public void close() {
        if (program != null) {
            program.destroy();
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }
}
