package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** The real program is killed while it deletes, and the next run does what is left. */
class DeleteKillIT extends DeletedHomeTest {
    private static final int ROUNDS = 20;
    private static final int MOST_ROUNDS = 5 * ROUNDS;
    private static final int FILES = 300;

    /** About as long as it works after it has set its mark. */
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(60);

    private static final long SEED = System.nanoTime();

    private final Random random = new Random(SEED);

    @Test
    void theNextRunDoesTheRest() throws Exception {
        int interrupted = 0;
        for (int round = 0; interrupted < ROUNDS && round < MOST_ROUNDS; round++) {
            List<String> needed = prepare();
            Process process = delete().start();
            while (process.isAlive() && Files.notExists(mark(OLDEST))) {
                Thread.onSpinWait();
            }
            process.waitFor((long) (LONGEST_WAIT * random.nextDouble()), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            boolean listed = backups().contains(OLDEST);
            interrupted += listed && Files.exists(mark(OLDEST)) ? 1 : 0;

            assertThat(archived()).as("seed " + SEED).containsAll(needed);
            if (listed) {
                delete().run().mustSucceed();
            }
            assertThat(backups()).containsExactly(LATEST, MIDDLE);
            assertThat(archived()).isEqualTo(needed).isEqualTo(listed());
            assertThat(home.base(OLDEST)).doesNotExist();
            assertThat(home.base(MIDDLE).resolve("data/PG_VERSION")).exists();
        }
        assertThat(interrupted).as("rounds with something left to do").isEqualTo(ROUNDS);
    }

    /** Makes the home anew, and returns the WAL that the other backups need. */
    private List<String> prepare() throws Exception {
        new TreeDeletion(new LocalDisk()).delete(home.root());
        SmallHome.in(directory, SmallHome.read(home.serverConfig())).fillArchive();
        for (int number = 0; number < FILES; number++) {
            home.write(home.base(OLDEST).resolve("data/" + number), "");
        }
        List<String> needed = new ArrayList<>(archived());
        needed.removeIf(name -> name.compareTo("000000010000000000000015") < 0 && !name.endsWith(".history"));
        return needed;
    }

    private ProgramCall delete() {
        return Installation.shared().barman(home.words("delete main " + OLDEST));
    }
}
