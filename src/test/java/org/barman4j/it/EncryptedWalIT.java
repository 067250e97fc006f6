package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Keyring;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WAL that is encrypted with a real key on its way into the archive, and decrypted on its way out. */
class EncryptedWalIT extends HomeTest {
    private static final String NAME = WalSegments.name(1);

    private Keyring keys;

    @BeforeEach
    void makeKey() throws IOException {
        keys = Keyring.make(directory.resolve("keys"), "wal@barman4j");
        Files.delete(home.xlogDb());
        home.configure("[main]\nconninfo = host=/nonexistent\nbackup_method = postgres\narchiver = on\n"
                + "backup_compression = gzip\ncompression = gzip\n" + keys.settings());
        Files.delete(home.serverConfig());
        home.write(home.root().resolve("main/incoming").resolve(NAME), WalSegments.segment(1));
    }

    @AfterEach
    void endAgent() {
        keys.close();
    }

    private Answer barman(String line) {
        return Installation.shared()
                .barman(home.words(line))
                .with("GNUPGHOME", keys.home())
                .run();
    }

    @Test
    void whatIsArchivedCanBeReadOnlyWithThePassphrase() throws IOException {
        AnswerAssert.assertThat(barman("archive-wal main")).succeeds();

        Path archived = home.wals().resolve(NAME.substring(0, 16)).resolve(NAME);
        assertThat(SmallHome.read(home.xlogDb())).contains("\tgzip\tgpg\n");
        assertThat(Files.readAllBytes(archived)[0]).isIn((byte) 0x84, (byte) 0x85, (byte) 0xC1);
        Path target = Files.createDirectory(directory.resolve("target"));

        AnswerAssert.assertThat(barman("get-wal -o " + target + " main " + NAME))
                .succeeds();

        assertThat(Files.readAllBytes(target.resolve(NAME))).isEqualTo(WalSegments.segment(1));
        assertThat(archived.getParent().toFile().list()).containsExactly(NAME);
    }

    @Test
    void aWrongPassphraseGivesNothing() throws IOException {
        barman("archive-wal main");
        home.replace(home.config(), "secret words", "wrong words");
        Path target = Files.createDirectory(directory.resolve("target"));

        Answer answer = barman("get-wal -o " + target + " main " + NAME);

        AnswerAssert.assertThat(answer).hasStatus(1).isClear();
        assertThat(answer.err())
                .contains("ERROR: cannot send WAL '" + NAME + "'")
                .doesNotContain("wrong words");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aKeyThatIsNotThereLeavesTheSegmentWhereItWas() {
        home.replace(home.config(), "wal@barman4j", "nobody@barman4j");

        Answer answer = barman("archive-wal main");

        AnswerAssert.assertThat(answer).hasStatus(1).isClear();
        assertThat(home.root().resolve("main/incoming").resolve(NAME)).exists();
        assertThat(home.wals().resolve(NAME.substring(0, 16)).toFile().list()).isEmpty();
    }

    @Test
    void asASegmentThatCannotBeComparedItIsADuplicate() {
        barman("archive-wal main");
        home.write(home.root().resolve("main/incoming").resolve(NAME), WalSegments.segment(1));

        assertThat(barman("archive-wal main").out())
                .contains("is already present in server main. File moved to errors");
    }
}
