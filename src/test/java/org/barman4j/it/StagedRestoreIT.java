package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Keyring;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are unpacked on the host that they go to. */
class StagedRestoreIT extends RestoreTest {
    private static final String TAR = "backup_compression_format = tar";

    private Path staging() {
        return directory.resolve("staging");
    }

    private ProgramCall staged(Path place, String id, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--remote-ssh-command", sshd().sshCommand(), "--staging-location", "remote"));
        words.addAll(List.of("--staging-path", staging().toString()));
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        return call("restore").words(words);
    }

    private void assertComplete(Path place) {
        assertComplete(place, "select 1", "1");
    }

    private void assertComplete(Path place, String query, String answer) {
        assertThat(staging()).isEmptyDirectory();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            assertThat(restored.ask(query)).isEqualTo(answer);
            restored.check();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "lz4", "zstd"})
    void anArchiveIsUnpackedOverThere(String compression) {
        makeTablespace("space", "space");
        serve("postgres", "backup_compression = " + compression, TAR, "parallel_jobs = 2");
        String id = backup("");
        enter(10001, "behind");
        archiveTheRest();
        Path place = place();
        Path target = directory.resolve("new space");
        String relocated = "space:" + target;

        Answer plan = staged(place, id, "--dry-run", "--tablespace", relocated).run();
        assertThat(plan).succeeds();
        assertThat(plan.out()).contains("copy " + id + " as it is to " + staging() + " over there");
        assertThat(staging()).doesNotExist();
        Answer answer = staged(place, id, "--tablespace", relocated).run();

        assertThat(answer).succeeds();
        PostgresFixture.own(target);
        assertThat(target).isNotEmptyDirectory();
        assertComplete(place, "select count(*) from spaced", "1000");
    }

    @Test
    void whatIsEncryptedIsDecryptedHere() {
        try (Keyring keys = Keyring.make(directory.resolve("keys"), "staged@barman4j")) {
            serve("postgres", "backup_compression = gzip", TAR, keys.settings());
            assertThat(call("backup --wait --wait-timeout 60 main")
                            .with("GNUPGHOME", keys.home())
                            .run())
                    .succeeds();
            Path place = place();

            Answer answer =
                    staged(place, newest()).with("GNUPGHOME", keys.home()).run();

            assertThat(answer).succeeds();
            assertThat(answer.err()).contains("archives are decrypted on this host");
            assertComplete(place);
        }
    }

    /** In a directory like /tmp, whoever was there first could change what is unpacked. */
    @Test
    void aStagingDirectoryOfSomebodyElseIsNotUsed() throws Exception {
        serve("postgres", "backup_compression = gzip", TAR);
        String id = backup("");
        Path place = place();
        Path few = Files.createDirectory(directory.resolve("few"));
        ScriptedBarmanHost.program(few.resolve("rm"), "#!/bin/sh\nexit 0\n"); // as if he made it again at once
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(directory, few));
        assertThat(staged(place, id).run()).succeeds();
        PostgresFixture.run(List.of("rm", "-rf", place.toString()));
        assertThat(staging().toFile().list()).hasSize(1);

        Answer answer = staged(place, id).run();

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("File exists");
        assertThat(place.resolve("data/base")).doesNotExist();
    }

    @Test
    void aDamagedArchiveIsNotUnpacked() throws Exception {
        serve("postgres", "backup_compression = none", TAR);
        String id = backup("");
        Path archive = home.base(id).resolve("data/base.tar");
        byte[] content = Files.readAllBytes(archive);
        content[content.length / 2] ^= 1;
        Files.write(archive, content);
        Path place = place();

        Answer answer = staged(place, id).run();

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("unpacking " + archive);
        assertThat(place.resolve("data/base")).doesNotExist();
        assertThat(staging()).isEmptyDirectory();
    }

    @Test
    void aProgramThatIsMissingThereIsNamed() throws Exception {
        serve("postgres", "backup_compression = zstd", TAR);
        String id = backup("");
        Path few = Files.createDirectory(directory.resolve("few"));
        for (String program : List.of("sh", "ls", "df", "tail", "head", "dirname", "rsync", "tar", "gzip")) {
            ScriptedBarmanHost.program(few.resolve(program), "#!/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
        }
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s".formatted(directory, few));
        Path place = place();

        Answer answer = staged(place, id).run();

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("the program zstd is not installed on the host to restore to");
        assertThat(place).doesNotExist();
    }

    @Test
    void whoeverIsEndedLeavesNothingAtWork() throws Exception {
        serve("postgres", "backup_compression = gzip", TAR);
        String id = backup("");
        archiveTheRest();
        Path slow = Files.createDirectory(directory.resolve("slow"));
        Path begun = directory.resolve("begun");
        ScriptedBarmanHost.program(
                slow.resolve("gzip"), "#!/bin/sh\necho $PPID $$ > '" + begun + "'\nexec sleep 600\n");
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(directory, slow));
        Path place = place();
        Process restore = staged(place, id).start();
        try {
            Eventually.holds("it unpacks", () -> begun.toFile().length() > 0);
            restore.destroy();
            assertThat(restore.waitFor(30, TimeUnit.SECONDS)).as("ends soon").isTrue();
        } finally {
            restore.destroyForcibly();
        }

        assertThat(restore.exitValue()).isEqualTo(1);
        String[] processes = Files.readString(begun).strip().split(" ", -1);
        Eventually.holds("tar has ended", () -> ProcessHandle.of(Long.parseLong(processes[0]))
                .isEmpty());
        ProcessHandle.of(Long.parseLong(processes[1]))
                .ifPresent(ProcessHandle::destroy); // a real one would write, in vain
        assertThat(place.resolve("data/global/pg_control")).doesNotExist();
        Files.delete(slow.resolve("gzip"));
        assertThat(staged(place, id).run()).succeeds();
        assertComplete(place);
    }
}
