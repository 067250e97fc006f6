package org.barman4j.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.barman4j.io.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who looks on while files are compared with a manifest sees all of them, whatever the manifest says. */
class BackupVerificationTest {
    @TempDir
    private Path directory;

    @Test
    void filesThatDifferAreShownToo() throws IOException {
        for (String name : new String[] {"sound", "changed", "grown", "unwanted"}) {
            Files.writeString(directory.resolve(name), "old");
        }
        new BackupManifest(directory, new LocalDisk()).write();
        Files.writeString(directory.resolve("changed"), "new");
        Files.writeString(directory.resolve("grown"), "older");
        Files.writeString(directory.resolve("stranger"), "new");
        Seen seen = new Seen();

        assertThat(new BackupVerification(directory, seen).problems()).hasSize(3);

        assertThat(seen.contents)
                .isEqualTo(Map.of("sound", "old", "changed", "new", "grown", "older", "stranger", "new"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.writeString(directory.resolve("sound"), "old");
        Path lost = Files.writeString(directory.resolve("lost"), "old");
        new BackupManifest(directory, new LocalDisk()).write();
        Files.delete(lost);
        Files.createSymbolicLink(lost, lost); // which nobody can open

        assertThat(new BackupVerification(directory, Onlooker.NONE).problems())
                .singleElement()
                .asString()
                .startsWith("could not read file \"lost\": ");
    }

    @ParameterizedTest
    @EnumSource(ChecksumKind.class)
    void aChecksumIsTheSameWhoeverReads(ChecksumKind kind) throws IOException {
        byte[] content = "content".repeat(1000).getBytes(UTF_8);
        Seen seen = new Seen();

        byte[] checksum = kind.of(new ByteArrayInputStream(content), stream -> seen.look("file", stream));

        assertThat(checksum).isEqualTo(kind.of(new ByteArrayInputStream(content)));
        assertThat(seen.contents).containsEntry("file", new String(content, UTF_8));
    }

    private static final class Seen implements Onlooker {
        private final Map<String, String> contents = new ConcurrentSkipListMap<>();

        @Override
        public boolean wants(String path) {
            return !path.equals("unwanted");
        }

        @Override
        public void look(String path, InputStream content) throws IOException {
            contents.put(path, new String(content.readAllBytes(), UTF_8));
        }
    }
}
