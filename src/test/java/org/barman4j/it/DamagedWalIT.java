package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.testing.Answer;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.xlog.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores with WAL in the archive of which one bit has changed, which PostgreSQL takes for the end of all WAL. */
class DamagedWalIT extends RestoreTest {
    private static final Pattern UP_TO = Pattern.compile("no further than with --target-lsn ([0-9A-F]+/[0-9A-F]+)");
    private static final String NEW = "select string_agg(entry::text, ' ') from ledger where entry > 20000";
    private static final int SEGMENT = 1 << 20;

    @ParameterizedTest
    @CsvSource({"'', false", "'', true", "compression = zstd, false"})
    void theRecordIsNamedAndOneCanGoUpToIt(String compression, boolean remote) throws Exception {
        serve("local-rsync", compression);
        String id = backup("");
        enter(20001, "sound");
        enter(20002, "damaged");
        enter(20003, "behind");
        archiveTheRest();
        damage(newestWal());
        Path place = place();
        List<String> there = remote ? List.of("--remote-ssh-command", sshd().sshCommand()) : List.of();

        Answer answer = restore(place, there, id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err())
                .contains("WAL file " + newestWal().getFileName() + " in the archive is damaged: the record at ")
                .contains(" is not what its checksum says")
                .contains("can't be used yet. When the cause is gone, run the same command again");
        Matcher upTo = UP_TO.matcher(answer.err());
        assertThat(upTo.find()).as(answer.err()).isTrue();
        List<String> words = new ArrayList<>(there);
        words.addAll(List.of("--target-action", "promote", "--target-lsn", upTo.group(1)));
        assertThat(restore(place, words, id)).succeeds();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(NEW)).isEqualTo("20001");
        }
    }

    private Answer restore(Path place, List<String> options, String id) {
        return call("restore")
                .words(options)
                .words(List.of("main", id, place.resolve("data").toString()))
                .run();
    }

    @Test
    void whatLiesBeforeTheDamageCanBeReached() throws Exception {
        serve("local-rsync");
        String id = backup("");
        String moment = enter(20001, "sound");
        enter(20002, "where recovery stops");
        enter(20003, "damaged");
        enter(20004, "behind");
        archiveTheRest();
        damage(newestWal());
        Path place = place();

        Answer answer = restore(place, List.of("--target-time", moment, "--target-action", "promote"), id);

        assertThat(answer).succeeds();
        assertThat(answer.err())
                .contains("WARNING: WAL file " + newestWal().getFileName(), "PostgreSQL gets no further than there");
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(NEW)).isEqualTo("20001");
        }
        assertThat(restoring(place(), "--target-immediate", id)).succeeds();
    }

    @Test
    void withDamageInsideABackupThereIsNoUseOfIt() throws Exception {
        serve("local-rsync");
        String id = backup("");
        String begin = field(id, "begin_xlog");
        String segment = field(id, "begin_wal");
        int offset = (int) (Lsn.parseRequired(begin).value() % SEGMENT);
        flip(home.wals().resolve(segment.substring(0, 16)).resolve(segment), offset + 30);

        for (String target : List.of("", "--target-immediate")) {
            Answer answer = restoring(place(), target, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("the record at " + begin + " is not what its checksum says")
                    .contains("Without it, this backup can't be restored.");
        }
    }

    /** Changes one bit of what was entered. */
    private static void damage(Path file) throws IOException {
        Optional<CompressionFormat> format = CompressionFormat.of(file);
        byte[] content;
        try (InputStream stored = Files.newInputStream(file)) {
            content = format.isPresent() ? format.get().decompress(stored).readAllBytes() : stored.readAllBytes();
        }
        content[new String(content, StandardCharsets.ISO_8859_1).indexOf("damaged")] ^= 4;
        try (OutputStream stored = format.isPresent()
                ? format.get().compress(Files.newOutputStream(file), 1)
                : Files.newOutputStream(file)) {
            stored.write(content);
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[at] ^= 4;
        Files.write(file, content);
    }
}
