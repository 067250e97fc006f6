package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.Shipment;
import org.barman4j.wal.WalInbox;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes on archiving while the programs that take its WAL are killed again and again. */
class ArchiveWalKillIT extends WalHomeTest {
    private static final int ROUNDS = 50;
    private static final int MOST_ROUNDS = 5 * ROUNDS;
    private static final int SHIPMENTS = 6;
    private static final long SEED = System.nanoTime();

    private final Random random = new Random(SEED);
    private final TreeMap<String, byte[]> sent = new TreeMap<>();
    private int killed;

    @Test
    void everySegmentIsArchivedOnceAndWhole() throws Exception {
        Path copies = directory.resolve("copies");
        for (Path each : List.of(copies, server().resolve("incoming"))) {
            home.makeDirectory(each);
            OwnPostgres.open(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        try (OwnPostgres postgres = OwnPostgres.initialise(directory.resolve("pg"))) {
            postgres.configure(
                    "archive_mode = on",
                    "archive_command = 'cp %%p %1$s/%%f && cp %%p %2$s/.%%f && mv %2$s/.%%f %2$s/%%f'"
                            .formatted(copies, server().resolve("incoming")));
            postgres.start();
            killWhileItWorks(postgres, copies);
            postgres.ask("select pg_switch_wal()");
            Eventually.holds("PostgreSQL has archived all of its WAL", () -> postgres.ask(
                            "select count(*) from pg_ls_archive_statusdir() where name like '%.ready'")
                    .equals("0"));
            assertThat(names("../../copies")).hasSize(Integer.parseInt(archivedCount(postgres)));
        }

        assertThat(archiveWal().run().status()).isZero();

        for (String name : names("../../copies")) {
            sent.put(name, bytes(copies.resolve(name)));
        }
        assertThat(killed).as("rounds in which there was something to kill").isGreaterThanOrEqualTo(ROUNDS);
        assertThat(sent).as("seed " + SEED).hasSizeGreaterThan(ROUNDS);
        assertNothingIsHidden();
        assertArchived(sent);
    }

    private void killWhileItWorks(OwnPostgres postgres, Path copies) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread work = new Thread(() -> work(postgres, enough));
        work.start();
        try {
            Eventually.holds(
                    "there is WAL to archive",
                    () -> WalInbox.names(server().resolve("incoming")).size() > 3);
            long usual = duration(archiveWal());
            for (int round = 0; killed < ROUNDS && round < MOST_ROUNDS; round++) {
                serve(round % 2 == 0 ? "compression = gzip\n" : "");
                kill(archiveWal(), usual);
                assertWhole(names("../../copies").get(random.nextInt(Math.min(round, ROUNDS - 1) + 1)), copies);
                if (round % (ROUNDS / SHIPMENTS) == 0) {
                    putUntilItIsTaken(round, copies, usual);
                }
            }
        } finally {
            enough.set(true);
            work.join();
        }
        assertThat(work.isAlive()).isFalse();
    }

    /** Fills segments, ten a second. */
    private static void work(OwnPostgres postgres, AtomicBoolean enough) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                statement.execute("select pg_logical_emit_message(false, 'x', string_agg(md5(i::text), ''))"
                        + " from generate_series(1, 9000) i");
                statement.execute("select pg_switch_wal(), pg_sleep(0.1)");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Kills a program some time after its start, at the latest after the given number of nanoseconds. */
    private boolean kill(ProgramCall call, long latest) throws InterruptedException {
        Process process = call.start();
        boolean ended = process.waitFor((long) (random.nextDouble() * latest), TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        killed += ended ? 0 : 1;
        return ended && process.exitValue() == 0;
    }

    /** Sends a segment of another timeline as PostgreSQL does: again, until that has succeeded. */
    private void putUntilItIsTaken(int number, Path copies, long usual) throws Exception {
        String name = "0000000900000000%08X".formatted(number + 1);
        byte[] content = bytes(copies.resolve(names("../../copies").get(0)));
        content[content.length - 1] = (byte) number;
        Path shipment = directory.resolve("shipment");
        Files.write(shipment, Shipment.of(name, content));
        ProgramCall put =
                Installation.shared().barman(home.words("put-wal main")).reading(shipment);
        for (int time = 0; time < 3 && !kill(put, usual); time++) {
            archiveWal().run().mustSucceed();
        }
        put.run().mustSucceed();
        sent.put(name, content);
    }

    private ProgramCall archiveWal() {
        return Installation.shared().barman(home.words("archive-wal main"));
    }

    private static long duration(ProgramCall call) {
        long start = System.nanoTime();
        call.run().mustSucceed();
        return System.nanoTime() - start;
    }

    /** Whatever happened to archive-wal, a segment is handed out as it was sent. */
    private void assertWhole(String name, Path copies) {
        if (!Files.exists(incoming(name)) && !Files.exists(archived(name))) {
            return; // PostgreSQL has just begun with it
        }
        assertThat(Arrays.equals(fetched(name), bytes(copies.resolve(name))))
                .as("content of " + name)
                .isTrue();
    }

    private void assertNothingIsHidden() throws IOException {
        for (String place : List.of("wals", "incoming", "errors", "streaming")) {
            assertThat(names(place)).noneMatch(name -> name.startsWith(".") || name.endsWith(".tmp"));
        }
    }

    private static String archivedCount(OwnPostgres postgres) {
        return postgres.ask("select archived_count from pg_stat_archiver");
    }
}
