package org.barman4j.manifest;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.barman4j.io.PathText;
import org.barman4j.text.Reason;

/** Reads a manifest, entry by entry. */
final class ManifestReader {
    private static final int LONGEST_LAST_LINE = 4096;
    private static final int NEWEST_VERSION = 2;

    private final Path manifest;

    ManifestReader(Path manifest) {
        this.manifest = manifest;
    }

    /** What takes the entries. */
    @FunctionalInterface
    interface Sink {
        /** Takes a file, whose path is a {@link PathText}. */
        void file(String path, long size, ChecksumKind kind, byte[] checksum) throws IOException;
    }

    /**
     * Compares the manifest with its own checksum.
     *
     * @throws ManifestException if it is damaged
     */
    void verify() throws IOException {
        long lastLine = lastLine();
        MessageDigest digest = ChecksumKind.SHA256.digest();
        String line;
        try (InputStream input = new BufferedInputStream(Files.newInputStream(manifest))) {
            byte[] buffer = new byte[1 << 16];
            long left = lastLine;
            while (left > 0) {
                int count = input.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new ManifestException(manifest, "it became shorter while it was read");
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
            line = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!line.strip().startsWith("\"Manifest-Checksum\"")) {
            throw new ManifestException(manifest, "it is cut off: its last line is not its checksum");
        }
        if (!line.contains("\"" + actual + "\"")) {
            throw new ManifestException(manifest, "manifest checksum mismatch");
        }
    }

    /** Where the last line begins. */
    private long lastLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), LONGEST_LAST_LINE)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            int begin = tail.length - 1; // the end of the last line itself does not count
            while (begin > 0 && tail[begin - 1] != '\n') {
                begin--;
            }
            return file.length() - tail.length + Math.max(begin, 0);
        }
    }

    /**
     * Reads all entries.
     *
     * @throws ManifestException if it is not a manifest
     */
    void read(Sink sink) throws IOException {
        try (JsonReader json = new JsonReader(Files.newBufferedReader(manifest))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "PostgreSQL-Backup-Manifest-Version" -> {
                        int version = json.nextInt();
                        if (version > NEWEST_VERSION) {
                            throw new ManifestException(manifest, "unexpected manifest version " + version);
                        }
                    }
                    case "Files" -> readFiles(json, sink);
                    default -> json.skipValue();
                }
            }
            json.endObject();
        } catch (MalformedJsonException | EOFException | IllegalStateException | IllegalArgumentException e) {
            throw new ManifestException(
                    manifest, "could not parse backup manifest: " + Reason.firstLine(e.getMessage()));
        }
    }

    private void readFiles(JsonReader json, Sink sink) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            String path = "";
            long size = 0;
            ChecksumKind kind = ChecksumKind.NONE;
            String checksum = "";
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "Path" -> path = json.nextString();
                    case "Encoded-Path" -> path = PathText.of(HexFormat.of().parseHex(json.nextString()));
                    case "Size" -> size = json.nextLong();
                    case "Checksum-Algorithm" -> kind = ChecksumKind.parse(json.nextString());
                    case "Checksum" -> checksum = json.nextString();
                    default -> json.skipValue();
                }
            }
            json.endObject();
            byte[] bytes = HexFormat.of().parseHex(checksum);
            if (path.isEmpty() || bytes.length != kind.length()) {
                throw new ManifestException(manifest, "an entry has no path, or a checksum of a wrong length");
            }
            sink.file(path, size, kind, bytes);
        }
        json.endArray();
    }
}
