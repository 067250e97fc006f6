package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program is killed, or told to end, while it takes a backup and PostgreSQL is written to. Nothing is left running, no
 * finished backup is touched, and the next one succeeds.
 */
class KilledBackupIT extends BackupTest {
    private static final int ROUNDS = 20;

    /** About as long as a backup takes here. */
    private static final int LONGEST_WAIT_MILLIS = 3000;

    private static final long SEED = System.nanoTime();

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "rsync"})
    void theNextBackupSucceeds(String method) throws Exception {
        serve(method, method.equals("rsync") ? "reuse_backup = link" : "");
        String first = backup("");
        Map<String, String> files = files(home.base(first));
        Writer writer = new Writer(postgres);
        int failed = 0;
        for (int round = 0; round < ROUNDS || (failed == 0 && round < 4 * ROUNDS); round++) {
            String before = newest();
            Process program = call("backup main").start();
            int longest = LONGEST_WAIT_MILLIS * (1 + round / ROUNDS); // more where the machine is too slow for that
            program.waitFor(random.nextInt(longest), TimeUnit.MILLISECONDS);
            boolean asked = round % 2 == 0;
            if (asked) {
                program.destroy();
            } else {
                program.destroyForcibly();
            }
            assertThat(program.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends, seed " + SEED)
                    .isTrue();

            assertThatNothingIsLeftRunning();
            String newest = newest();
            String told = barman("list-backups main").mustSucceed().out();
            assertThat(told).as("seed " + SEED).doesNotContain("STARTED").doesNotContain("EMPTY");
            if (asked && !newest.equals(before)) { // it could note by itself how it ended
                assertThat(field(newest, "status")).isNotEqualTo("STARTED").isNotEqualTo("EMPTY");
            }
            failed += told.contains(newest + " - " + (method.equals("rsync") ? "R" : "F") + " - FAILED") ? 1 : 0;
        }
        writer.stop();

        assertThat(failed).as("backups that were cut off").isPositive();
        assertThat(files(home.base(first))).isEqualTo(files);
        String last = backup("");
        assertThat(barman("check-backup main " + first)).succeeds();
        try (OwnPostgres restored = restore(last)) {
            assertThat(restored.ask("select count(*) from ledger"))
                    .isEqualTo(postgres.ask("select count(*) from ledger"));
            restored.check();
        }
    }

    private void assertThatNothingIsLeftRunning() {
        Eventually.holds("PostgreSQL has no backup any more", () -> postgres.ask("select count(*) from pg_stat_activity"
                        + " where application_name in ('barman', 'barman_streaming_backup')")
                .equals("0"));
        Eventually.holds("no program is at work for us", () -> ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .noneMatch(line -> line.contains(home.root().toString()) && !line.contains("postgres")));
    }

    /** Names, sizes and times of all files. */
    private static Map<String, String> files(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(
                        directory.relativize(file).toString(),
                        Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Somebody who works with the database all the time. */
    private static final class Writer {
        private final Thread thread;
        private volatile boolean stopped;

        Writer(OwnPostgres postgres) {
            thread = new Thread(() -> {
                for (int row = 1_000_000; !stopped; row++) {
                    postgres.run("insert into ledger values (" + row + ", repeat('y', 500))");
                }
            });
            thread.start();
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }
}
