package org.barman4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ManifestIndexTest {
    private static final int MANY = 3 * ManifestBlock.FILES + 1;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void everyFileOfManyIsKnownAndNoOther() throws IOException {
        ManifestIndex index = index(IntStream.range(0, MANY)
                .mapToObj(i -> entry("base/1/" + i, i * 1_000_000_000_000L, "CRC32C", "%08x".formatted(i)))
                .toList());

        for (int i = 0; i < MANY; i += 2) {
            ManifestIndex.Expected expected = index.see("base/1/" + i);
            assertThat(expected.size()).isEqualTo(i * 1_000_000_000_000L);
            assertThat(expected.kind()).isEqualTo(ChecksumKind.CRC32C);
            assertThat(expected.hasChecksum(HexFormat.of().parseHex("%08x".formatted(i))))
                    .isTrue();
            assertThat(expected.hasChecksum(HexFormat.of().parseHex("%08x".formatted(i + 1))))
                    .isFalse();
        }

        assertThat(index.see("base/1/" + MANY)).isNull();
        List<String> unseen = new ArrayList<>();
        index.unseen(unseen::add);
        assertThat(unseen)
                .isEqualTo(IntStream.range(0, MANY / 2)
                        .mapToObj(i -> "base/1/" + (2 * i + 1))
                        .toList());
    }

    @Test
    void checksumsOfEveryLengthDiffer() throws IOException {
        List<String> entries = new ArrayList<>();
        for (ChecksumKind kind : ChecksumKind.values()) {
            entries.add(entry(kind.name(), 1, kind.name(), "5a".repeat(kind.length())));
        }
        ManifestIndex index = index(entries);

        for (ChecksumKind kind : ChecksumKind.values()) {
            ManifestIndex.Expected expected = index.see(kind.name());
            byte[] checksum = HexFormat.of().parseHex("5a".repeat(kind.length()));
            assertThat(expected.kind()).isEqualTo(kind);
            assertThat(expected.hasChecksum(checksum)).isTrue();
            for (int i = 0; i < Math.min(checksum.length, 16); i++) {
                checksum[i] ^= 1;
                assertThat(expected.hasChecksum(checksum))
                        .as("%s, byte %s", kind, i)
                        .isFalse();
                checksum[i] ^= 1;
            }
        }
    }

    @Test
    void aManifestMayBeEmpty() throws IOException {
        ManifestIndex index = index(List.of());

        assertThat(index.see("PG_VERSION")).isNull();
        index.unseen(path -> assertThat(path).isNull());
    }

    private ManifestIndex index(List<String> entries) throws IOException {
        String manifest = entries.stream()
                .collect(Collectors.joining(
                        ",\n", "{\"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n", "],\n"));
        byte[] checksum = ChecksumKind.SHA256.digest().digest(manifest.getBytes(StandardCharsets.UTF_8));
        String end = "\"Manifest-Checksum\": \"" + HexFormat.of().formatHex(checksum) + "\"}\n";
        return ManifestIndex.read(Files.writeString(directory.resolve("backup_manifest"), manifest + end));
    }

    private static String entry(String path, long size, String kind, String checksum) {
        return "{\"Path\": \"" + path + "\", \"Size\": " + size + ", \"Checksum-Algorithm\": \"" + kind
                + "\", \"Checksum\": \"" + checksum + "\"}";
    }
}
