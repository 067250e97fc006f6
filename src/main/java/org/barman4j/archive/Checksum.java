package org.barman4j.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The SHA-256 checksum of a file, which is written here as well while it is being written.
 *
 * <p>The work is left to a program where there is one: it goes on beside us on another core, and openssl knows the
 * processor's instructions for it, which the JVM uses only for code that has run far longer than one segment takes. If
 * the program fails, that is no fault of the file, which then is read again.
 */
final class Checksum extends OutputStream {
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("openssl", "dgst", "-sha256", "-r"), List.of("sha256sum"));
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** Null if there is none. */
    private final Process program;

    private boolean failed;

    private Checksum(Process program) {
        this.program = program;
        this.failed = program == null;
    }

    static Checksum start() {
        return start(PROGRAMS);
    }

    /** The same by the first of these programs that can be started. */
    static Checksum start(List<List<String>> programs) {
        for (List<String> words : programs) {
            try {
                return new Checksum(new ProcessBuilder(words)
                        .redirectError(Redirect.DISCARD)
                        .start());
            } catch (IOException absent) {
                // the next one, then
            }
        }
        return new Checksum(null);
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failed) {
            return;
        }
        try {
            program.getOutputStream().write(bytes, offset, length);
        } catch (IOException gone) {
            failed = true;
        }
    }

    /** The checksum in hexadecimal digits; nothing can be written after this. The file holds what was written. */
    String hex(Path file) throws IOException {
        if (!failed) {
            try {
                program.getOutputStream().close();
                String line = new String(program.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                String digits = line.substring(0, Math.max(line.indexOf(' '), 0));
                if (DIGITS.matcher(digits).matches()) {
                    return digits;
                }
            } catch (IOException gone) {
                // as if there were no program
            }
        }
        return of(file, "SHA-256");
    }

    @Override
    public void close() {
        if (program != null) {
            program.destroy();
        }
    }

    /** The checksum of a file. */
    static String of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                Checksum checksum = start()) {
            content.transferTo(checksum);
            return checksum.hex(file);
        }
    }

    /** The MD5 checksum of a file. */
    static String md5(Path file) throws IOException {
        return of(file, "MD5");
    }

    private static String of(Path file, String algorithm) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }
}
