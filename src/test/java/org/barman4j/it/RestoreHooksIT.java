package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** The user's scripts around a restore. */
class RestoreHooksIT extends RestoreTest {
    @Test
    void theyAreToldWhatIsRestoredWhereAndHow() {
        Path before = directory.resolve("before");
        Path after = directory.resolve("after");
        serve(
                "local-rsync",
                "pre_recovery_script = env > " + before,
                "post_recovery_retry_script = env > " + after + "; exit 63");
        String id = backup("");
        Path place = place();

        assertThat(restoring(place, "--target-immediate --target-action pause", id))
                .succeeds();

        String told = SmallHome.read(before);
        assertThat(told)
                .contains("BARMAN_BACKUP_ID=" + id + "\n", "BARMAN_PHASE=pre\n", "BARMAN_HOOK=recovery_script\n")
                .contains("BARMAN_DESTINATION_DIRECTORY=" + place.resolve("data") + "\n", "BARMAN_TABLESPACES=\n")
                .contains(
                        "BARMAN_RECOVER_OPTIONS={\"target_action\": \"pause\", \"target_immediate\": true}\n",
                        "BARMAN_STATUS=DONE\n");
        assertThat(SmallHome.read(after)).contains("BARMAN_PHASE=post\n", "BARMAN_HOOK=recovery_retry_script\n");
    }

    @Test
    void oneThatSaysStopKeepsItFromHappening() {
        serve("local-rsync", "pre_recovery_retry_script = exit 63");
        String id = backup("");
        Path place = place();

        assertThat(restoring(place, "", id)).isClear().hasStatus(1);
        assertThat(Files.exists(place.resolve("data"))).isFalse();
    }
}
