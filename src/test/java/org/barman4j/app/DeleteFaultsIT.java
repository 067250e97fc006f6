package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.Disk;
import org.barman4j.testing.FaultLoop;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** Deleting, whichever operation of it fails: nothing goes that another backup needs, and the next attempt does the rest. */
class DeleteFaultsIT extends DeletedHomeTest {
    @Test
    void aDeletionThatFailsIsCarriedOnByTheNext() throws Exception {
        List<String> needed = new ArrayList<>();
        Runnable prepare = () -> {
            again();
            needed.clear();
            needed.addAll(archived());
            needed.removeIf(name -> name.compareTo("000000010000000000000015") < 0 && !name.endsWith(".history"));
        };
        FaultLoop.run(prepare, disk -> mustSucceed(disk, "delete main " + OLDEST), succeeded -> {
            assertThat(archived()).containsAll(needed);
            assertThat(listed()).as("no file without its line").containsAll(archived());
            assertThat(backups()).contains(MIDDLE, LATEST);
            if (backups().contains(OLDEST)) {
                assertThat(run("delete main " + OLDEST).status()).isZero();
            }

            assertThat(backups()).containsExactly(LATEST, MIDDLE);
            assertThat(archived()).isEqualTo(needed).isEqualTo(listed());
            assertThat(home.base(OLDEST)).doesNotExist();
            assertThat(home.base(MIDDLE).resolve("data/PG_VERSION")).exists();
        });
    }

    @Test
    void cronCarriesADeletionOn() throws Exception {
        home.write(
                home.serverConfig(),
                SmallHome.read(home.serverConfig())
                        .replace("REDUNDANCY 1", "REDUNDANCY 3\nretention_policy_mode = auto"));
        FaultLoop.run(this::again, disk -> mustSucceed(disk, "delete main " + OLDEST), succeeded -> {
            boolean begun =
                    home.meta().resolve(OLDEST + "-delete_this").toFile().exists();
            boolean whole =
                    home.base(OLDEST).resolve("data/PG_VERSION").toFile().exists();
            assertThat(begun || whole || !backups().contains(OLDEST))
                    .as("a backup that is no longer whole has the mark")
                    .isTrue();

            run("cron");

            assertThat(backups().contains(OLDEST)).isEqualTo(!begun && backups().contains(OLDEST));
            assertThat(listed()).isEqualTo(archived());
        });
    }

    private void again() {
        SmallHome.in(directory, SmallHome.read(home.serverConfig())).fillArchive();
    }

    private void mustSucceed(Disk disk, String line) throws IOException {
        CommandRun run = run(disk, line);
        if (run.status() != 0) {
            throw new IOException(run.err());
        }
    }
}
