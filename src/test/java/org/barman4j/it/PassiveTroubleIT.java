package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong while a passive node is being brought up to date: nothing counts as copied that is not. */
class PassiveTroubleIT extends PassiveTest {
    private String id;

    @BeforeEach
    void takeBackup() {
        serve("local-rsync");
        id = backup("");
        archiveTheRest();
        assertThat(passive("sync-info --primary main")).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void aCopyThatIsEndedIsGoneOnWith(String signal) throws Exception {
        follow("bandwidth_limit = 3000");
        Process copy = passiveCall("sync-backup main " + id).start();
        Eventually.holds("files are being copied", () -> status().equals("SYNCING") && isCopying());

        new ProcessBuilder("kill", "-" + signal, Long.toString(copy.pid()))
                .start()
                .waitFor();
        assertThat(copy.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(copy.exitValue()).isNotZero();
        assertThat(status()).isEqualTo(signal.equals("TERM") ? "FAILED" : "SYNCING");
        follow();
        synchronise();
        proveRestorable(id);
        assertThat(Files.exists(passive.base(id).resolve(".copy"))).isFalse();
    }

    @Test
    void aConnectionThatIsCutFailsTheCopyAndTheNextOneSucceeds() throws Exception {
        follow("bandwidth_limit = 3000");
        CompletableFuture<Answer> copy = CompletableFuture.supplyAsync(() -> passive("sync-backup main " + id));
        Eventually.holds("files are being copied", () -> status().equals("SYNCING") && isCopying());

        door.stop();

        Answer answer = copy.get(60, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.errors().get(0)).startsWith("Backup failed syncing with main: data transfer failure");
        assertThat(status()).isEqualTo("FAILED");
        assertThat(passive("list-backups main").out()).contains("main " + id + " - F - FAILED\n");
        openDoorAgain();
        follow();
        synchronise();
        proveRestorable(id);
    }

    @Test
    void aBackupThatLosesFilesOverThereIsNotComplete() throws Exception {
        Path lost = home.base(id).resolve("data/base");
        assertThat(new ProcessBuilder("rm", "-rf", lost.toString()).start().waitFor())
                .isZero();

        Answer answer = passive("sync-backup main " + id);

        assertThat(answer).hasStatus(1);
        assertThat(answer.errors().get(0)).contains(" are there");
        assertThat(status()).isEqualTo("FAILED");
    }

    @Test
    void aPieceOfABackupThatIsGoneOverThereGoesHereAsWell() {
        assertThat(passive("sync-backup main " + id)).succeeds();
        passive.replace(passive.backupInfo(id), "status=DONE", "status=FAILED");
        String next = backup("");
        archiveTheRest();
        assertThat(barman("delete main " + id)).succeeds();

        synchronise();

        assertThat(complete(passive)).containsExactly(next);
        Eventually.holds("the piece is gone", () -> {
            assertThat(passive("cron")).succeeds();
            return !Files.exists(passive.base(id)) && !Files.exists(passive.backupInfo(id));
        });
    }

    @Test
    void walThatIsMissingOverThereIsNamedAndKeepsNothingElseBack() throws Exception {
        assertThat(passive("sync-backup main " + id)).succeeds();
        List<String> all =
                home.walNames().stream().filter(name -> name.length() == 24).toList();
        String missing = all.get(all.size() - 2);
        Files.delete(home.wals().resolve(missing.substring(0, 16)).resolve(missing));

        Answer answer = passive("sync-wals main");

        assertThat(answer).hasStatus(1);
        assertThat(answer.errors().get(0)).contains(missing);
        assertThat(passive.walNames()).contains(all.get(all.size() - 1)).doesNotContain(missing);
        assertThat(passive.wals().resolve("sync-wals.info")).doesNotExist();
    }

    @Test
    void whatAKilledRsyncLeftInTheArchiveIsReplaced() throws Exception {
        assertThat(passive("sync-backup main " + id)).succeeds();
        String last = home.walNames().get(home.walNames().size() - 1);
        Path place = passive.wals().resolve(last.substring(0, 16)).resolve(last);
        passive.write(place, "half a file");
        passive.write(passive.xlogDb(), ""); // it has a catalogue, in which that file is not

        assertThat(passive("sync-wals main")).succeeds();

        assertThat(Files.mismatch(
                        place, home.wals().resolve(last.substring(0, 16)).resolve(last)))
                .isEqualTo(-1);
        assertThat(passive.walNames()).containsAll(home.walNames()).doesNotHaveDuplicates();
    }

    @Test
    void onlyWhatTheLocalPolicyKeepsIsCopied() {
        String second = backup("");
        String third = backup("");
        archiveTheRest();
        follow("retention_policy = REDUNDANCY 1");
        assertThat(passive("sync-info --primary main")).succeeds();

        Answer answer = passive("sync-backup main " + second);

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .isEqualTo("Remote backup main/" + second + " is obsolete for local retention policies.\n");
        Eventually.holds("the newest is here, with its WAL", () -> {
            assertThat(passive("cron")).succeeds();
            return complete(passive).equals(List.of(third))
                    && passive.walNames()
                            .contains(home.walNames().get(home.walNames().size() - 1));
        });
        assertThat(passive.base(id)).doesNotExist();
        assertThat(passive.walNames().get(0)).isGreaterThanOrEqualTo(field(third, "begin_wal"));
        proveRestorable(third);
    }

    private boolean isCopying() {
        return Files.exists(passive.base(id).resolve("data/base"));
    }

    private String status() {
        return Files.exists(passive.backupInfo(id)) ? passive.field(id, "status") : "";
    }
}
