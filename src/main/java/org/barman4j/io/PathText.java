package org.barman4j.io;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Paths as texts that keep every byte. Names need not be UTF-8, and where one is not, Java's own text of a path has a
 * mark that stands for any byte. Here each byte that belongs to no letter is a lone surrogate, U+DC80 to U+DCFF, as in
 * Python.
 */
public final class PathText {
    private static final Path ROOT = Path.of("/");
    private static final char UNREADABLE = '\uFFFD';
    private static final int ESCAPE = 0xDC00;
    private static final int FIRST = ESCAPE + 0x80;
    private static final int LAST = ESCAPE + 0xFF;
    private static final int HEX = 16;

    private PathText() {}

    /** The text of a path. */
    public static String of(Path path) {
        String text = path.toString();
        return text.indexOf(UNREADABLE) < 0 ? text : of(bytes(path));
    }

    /** Java tells the bytes of a path in its URI only. */
    private static byte[] bytes(Path path) {
        String escaped = ROOT.resolve(path).toUri().getRawPath();
        int end = escaped.endsWith("/") ? escaped.length() - 1 : escaped.length(); // it is that of a directory
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = path.isAbsolute() ? 0 : 1; i < end; i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** The text of a path that consists of these bytes. */
    public static String of(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(rest, text, true);
        while (result.isMalformed()) {
            for (int i = 0; i < result.length(); i++) {
                text.put((char) (ESCAPE + (rest.get() & 0xFF)));
            }
            result = decoder.decode(rest, text, true);
        }
        return text.flip().toString();
    }

    /** Whether the path is UTF-8. */
    public static boolean isUtf8(String text) {
        return nextEscape(text, 0) == text.length();
    }

    /** The bytes that a text stands for, which may be any text. */
    public static byte[] bytes(String text) {
        int escape = nextEscape(text, 0);
        if (escape == text.length()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int start = 0;
        while (escape < text.length()) {
            bytes.writeBytes(text.substring(start, escape).getBytes(StandardCharsets.UTF_8));
            bytes.write(text.charAt(escape) - ESCAPE);
            start = escape + 1;
            escape = nextEscape(text, start);
        }
        bytes.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static int nextEscape(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= FIRST && letter <= LAST && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return i;
            }
        }
        return text.length();
    }

    /** The path that a text stands for. */
    public static Path path(String text) {
        if (isUtf8(text)) {
            return Path.of(text);
        }
        StringBuilder escaped = new StringBuilder(text.startsWith("/") ? "file://" : "file:///");
        HexFormat hex = HexFormat.of();
        for (byte each : bytes(text)) {
            if (each == '/') {
                escaped.append('/');
            } else {
                escaped.append('%').append(hex.toHexDigits(each));
            }
        }
        Path path = Path.of(URI.create(escaped.toString()));
        return text.startsWith("/") ? path : ROOT.relativize(path);
    }
}
