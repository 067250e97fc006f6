package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;

/** A clock that was wrong, or goes backwards between two runs, changes nothing but what is written about time. */
class WrongClockIT extends WalHomeTest {
    private static final Instant FUTURE = Instant.parse("2040-01-01T00:00:00Z");
    private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

    @Test
    void aClockThatGoesBackwardsLosesNothing() throws Exception {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        Instant[] times = {Instant.now(), FUTURE, PAST, FUTURE.plusSeconds(1), Instant.EPOCH};
        for (int number = 1; number <= times.length; number++) {
            contents.put(WalSegments.name(number), WalSegments.segment(number));
            send(number);
            setTimes(times[number - 1]);

            assertThat(at(times[number - 1], "archive-wal main").status()).isZero();

            assertThat(listed()).isEqualTo(List.copyOf(contents.keySet()));
        }
        assertArchived(contents);
        assertThat(at(PAST, "rebuild-xlogdb main").status()).isZero();
        assertArchived(contents);
        for (String line : List.of("list-backups main", "status main", "cron", "lock-directory-cleanup")) {
            assertThat(at(PAST, line).out()).doesNotContain("unexpected");
        }
        assertArchived(contents);
    }

    @Test
    void namesOfWhatIsPutAsideNeverClash() {
        send(1);
        at(FUTURE, "archive-wal main");
        for (Instant time : List.of(FUTURE, PAST, FUTURE, PAST, FUTURE)) {
            home.write(
                    incoming(WalSegments.name(1)),
                    WalSegments.segment(50 + names("errors").size()));
            at(time, "archive-wal main");
        }

        assertThat(names("errors")).hasSize(5);
        assertThat(names("incoming")).isEmpty();
        assertThat(Arrays.equals(fetched(WalSegments.name(1)), WalSegments.segment(1)))
                .isTrue();
    }

    @Test
    void aPartFromTheFutureMayGrow() throws Exception {
        home.write(incoming(WalSegments.name(1)), Arrays.copyOf(WalSegments.segment(1), 100_000));
        setTimes(FUTURE);

        assertThat(at(PAST, "archive-wal main").status()).isZero();
        assertThat(names("incoming")).hasSize(1);

        send(1);
        setTimes(FUTURE);
        assertThat(at(PAST, "archive-wal main").status()).isZero();
        assertThat(listed()).containsExactly(WalSegments.name(1));
    }

    private CommandRun at(Instant time, String line) {
        return CommandRun.of(
                Clock.fixed(time, ZoneOffset.UTC), home.words(line), new LocalDisk(), InputStream.nullInputStream());
    }

    /** Changes the time of every file that is not archived, lock files among them. */
    private void setTimes(Instant time) throws IOException {
        try (Stream<Path> files = Files.walk(home.root())) {
            for (Path file : files.filter(each -> !each.startsWith(home.wals())).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }
}
