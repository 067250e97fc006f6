package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.WalSegments;
import org.barman4j.wal.WalInbox;
import org.junit.jupiter.api.Test;

/** A receiver that is killed is started again, and the archive has no hole. */
class KilledReceiverIT extends StreamingTest {
    @Test
    void noSegmentIsMissingAfterwards() throws Exception {
        postgres.configure("wal_keep_size = '1GB'");
        postgres.start();
        receive();
        Eventually.holds("the first segment comes", () -> streaming().size() == 1);
        long first = number(streaming().get(0));
        AtomicBoolean enough = new AtomicBoolean();
        Thread work = new Thread(() -> work(enough));
        work.start();
        try {
            for (int round = 0; round < 3; round++) {
                Eventually.holds("the receiver gets on", () -> streaming().size() > 3);
                killOneOf(receiver(), round);
                if (round > 0) {
                    cutPartial(round);
                }
                receive();
                assertThat(barman("archive-wal main")).succeeds();
            }
        } finally {
            enough.set(true);
            work.join();
        }
        String last = postgres.ask("select pg_walfile_name(pg_switch_wal())");
        postgres.ask("select pg_logical_emit_message(true, 'x', 'the beginning of the next segment')");
        Eventually.holds("all has been received", () -> Files.exists(streaming(last)));
        Eventually.holds(
                "the receiver begins another segment",
                () -> streaming().get(streaming().size() - 1).endsWith(".partial"));
        assertThat(barman("archive-wal main")).succeeds();

        assertArchived(first, number(last));
    }

    /** Kills one time the program that receives, one time what watches over it, and one time both. None outlives it. */
    private static void killOneOf(ProcessHandle watcher, int round) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(watcher), watcher.descendants()).toList();
        for (ProcessHandle each : all) {
            boolean receives = each.info().command().orElse("").endsWith("pg_receivewal");
            if (round == 2 || (receives ? round == 0 : each.equals(watcher) && round == 1)) {
                each.destroyForcibly();
            }
        }
        Eventually.holds("none of them is left", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Fills segments as fast as they are received. */
    private void work(AtomicBoolean enough) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                statement.execute("select pg_logical_emit_message(true, 'x', string_agg(md5(i::text), ''))"
                        + " from generate_series(1, 3000) i");
                statement.execute("select pg_sleep(0.03)");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Leaves an unfinished segment of a size that the receiver refuses. */
    private void cutPartial(int round) throws IOException {
        for (String name : streaming()) {
            if (name.endsWith(".partial")) {
                try (FileChannel channel = FileChannel.open(streaming(name), StandardOpenOption.WRITE)) {
                    channel.truncate(100_000L * round);
                }
            }
        }
    }

    /** The names of what has been received and not yet archived, in order. */
    private List<String> streaming() {
        return WalInbox.names(streaming(""));
    }

    private Path streaming(String name) {
        return home.root().resolve("main/streaming").resolve(name);
    }

    private static long number(String segment) {
        return Long.parseLong(segment.substring(16, 24), 16);
    }

    private void assertArchived(long first, long last) {
        List<String> listed = SmallHome.read(home.xlogDb())
                .lines()
                .map(line -> line.substring(0, 24))
                .toList();
        List<String> expected = new ArrayList<>();
        for (long number = first; number < first + listed.size(); number++) {
            expected.add(WalSegments.name((int) number));
        }
        assertThat(listed).isEqualTo(expected).contains(WalSegments.name((int) last));
        for (String name : listed) {
            assertThat(home.wals().resolve(name.substring(0, 16)).resolve(name))
                    .hasSameBinaryContentAs(postgres.data().resolve("pg_wal").resolve(name));
        }
    }
}
