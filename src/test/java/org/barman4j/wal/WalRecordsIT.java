package org.barman4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalSegmentName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what is found in real WAL with what PostgreSQL's own program finds there. */
class WalRecordsIT {
    private static final Pattern RECORD = Pattern.compile("rmgr: (\\S+) .*lsn: (\\S+), prev .*desc: (.*)");
    private static final Pattern END =
            Pattern.compile("(?:COMMIT|ABORT|COMMIT_PREPARED|ABORT_PREPARED) (?:\\d+: )?(\\S+) (\\S+) UTC.*");

    private static final SegmentSize SIZE = new SegmentSize(1 << 20);

    @TempDir
    private Path directory;

    private OwnPostgres postgres;

    /** What there is in one segment. */
    private record Found(Optional<Instant> lastTransaction, Optional<Lsn> lastRecord) {}

    /** A record that a recovery can stop at: what it is, and where. */
    private record Stop(String what, Lsn position) {}

    @BeforeEach
    void start() {
        OwnPostgres.open(directory);
        postgres = OwnPostgres.initialise(directory.resolve("pg"));
        postgres.configure("wal_level = logical", "max_prepared_transactions = 5", "wal_keep_size = '1GB'");
        postgres.start();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void theLastTransactionAndRecordOfEachSegmentAreFound() throws IOException {
        postgres.run("create table ledger (entry int, text text)");
        for (int round = 0; round < 3; round++) {
            postgres.run("do $$ begin for n in 1..5000 loop insert into ledger values (n, repeat('x', n % 2000));"
                    + " if n % 7 = 0 then commit; end if; if n % 11 = 0 then rollback; end if; end loop; end $$");
        }
        close("begin", "insert into ledger values (0)", "prepare transaction 'kept'", "commit prepared 'kept'");
        close("begin", "insert into ledger values (0)", "prepare transaction 'gone'", "rollback prepared 'gone'");
        close("begin", "create table other (entry int)", "truncate ledger", "drop table ledger", "commit");
        close("begin", "create table third (entry int)", "rollback");
        close("select pg_create_restore_point('nothing ends here')");
        postgres.run("select length(pg_logical_emit_message(false, 'long', repeat('x', 40000000))::text)");
        close("create table fourth (entry int)");

        postgres.close(); // else it writes on
        Map<String, Found> expected = dump();
        Map<String, Found> found = new TreeMap<>();
        List<Path> segments = segments();
        for (int index = 0; index < segments.size(); index++) {
            assertThat(damaged(segments.get(index))).isEmpty();
            WalRecords records = new WalRecords();
            Files.copy(segments.get(index), records);
            for (int next = index + 1; records.goesOn() && next < segments.size(); next++) {
                Files.copy(segments.get(next), records);
            }
            if (records.lastRecord().isPresent()) {
                found.put(
                        segments.get(index).getFileName().toString(),
                        new Found(records.lastTransaction(), records.lastRecord()));
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(expected.values())
                .anyMatch(segment -> segment.lastTransaction().isEmpty());
        assertThat(segments.size())
                .as("some hold nothing but the middle of a record")
                .isGreaterThan(found.size());
    }

    @Test
    void theEndsOfTransactionsAndRestorePointsAreFound() throws IOException {
        postgres.run("create table ledger (entry int)");
        for (int round = 0; round < 20; round++) {
            postgres.run("begin", "insert into ledger values (" + round + ")", round % 3 == 0 ? "rollback" : "commit");
        }
        postgres.run("select pg_create_restore_point('before the upgrade')");
        close("select pg_create_restore_point('" + "n".repeat(63) + "')");
        postgres.close();
        List<Stop> expected = stops();

        List<Stop> found = new ArrayList<>();
        for (Path segment : segments()) {
            WalRecords records = new WalRecords();
            Files.copy(segment, records);
            for (Stop stop : expected) {
                WalRecords search = new WalRecords(record -> stop.what().startsWith("T")
                        ? record.endOf()
                                .equals(OptionalInt.of(
                                        Integer.parseInt(stop.what().substring(1))))
                        : record.restorePoint().filter(stop.what()::equals).isPresent());
                Files.copy(segment, search);
                if (search.found().isPresent()) {
                    Lsn position = search.found().get();
                    found.add(new Stop(stop.what(), position));
                    assertThat(damaged(changed(segment, position))).contains(position);
                }
                assertThat(search.lastRecord()).isEqualTo(records.lastRecord());
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(22);
    }

    private static Optional<Lsn> damaged(Path segment) throws IOException {
        WalRecords checking = WalRecords.checking();
        Files.copy(segment, checking);
        return checking.damaged();
    }

    /** A segment with a record of which one bit is another one. */
    private Path changed(Path segment, Lsn record) throws IOException {
        byte[] content = Files.readAllBytes(segment);
        content[(int) (record.value() % SIZE.bytes()) + 30] ^= 1;
        return Files.write(directory.resolve("changed"), content);
    }

    private List<Stop> stops() throws IOException {
        List<Stop> stops = new ArrayList<>();
        Pattern transaction = Pattern.compile("rmgr: Transaction .* tx: +(\\d+), lsn: (\\S+), .*(?:COMMIT|ABORT) .*");
        Pattern point = Pattern.compile("rmgr: XLOG .* lsn: (\\S+), .*desc: RESTORE_POINT (.*)");
        for (String line : dumped()) {
            Matcher end = transaction.matcher(line);
            Matcher named = point.matcher(line);
            if (end.matches() && !end.group(1).equals("0")) {
                stops.add(new Stop("T" + end.group(1), Lsn.parseRequired(end.group(2))));
            } else if (named.matches()) {
                stops.add(new Stop(named.group(2), Lsn.parseRequired(named.group(1))));
            }
        }
        return stops;
    }

    /** Does something, and then closes the segment. */
    private void close(String... statements) {
        postgres.run(statements);
        postgres.run("select pg_switch_wal()");
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(postgres.data().resolve("pg_wal"))) {
            return files.filter(file ->
                            WalSegmentName.parse(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** All records, a line each. */
    private List<String> dumped() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "TZ=UTC", PostgresFixture.programs().resolve("pg_waldump").toString(), "-s"));
        words.add(WalSegmentName.parse(segments().get(0).getFileName().toString())
                .orElseThrow()
                .start(SIZE)
                .toString());
        words.add("-p");
        words.add(postgres.data().resolve("pg_wal").toString());
        // it ends with an error where there is no more WAL
        String text = ProgramCall.of(Path.of("/usr/bin/env")).words(words).run().out();
        return text.lines().toList();
    }

    private Map<String, Found> dump() throws IOException {
        Map<String, Found> segments = new TreeMap<>();
        for (String line : dumped()) {
            Matcher record = RECORD.matcher(line);
            assertThat(record.find()).as(line).isTrue();
            Lsn position = Lsn.parseRequired(record.group(2));
            Matcher end = END.matcher(record.group(3));
            Optional<Instant> time = record.group(1).equals("Transaction") && end.matches()
                    ? Optional.of(Instant.parse(end.group(1) + "T" + end.group(2) + "Z"))
                    : Optional.empty();
            String name = WalSegmentName.containing(position, 1, SIZE).toString();
            segments.merge(
                    name,
                    new Found(time, Optional.of(position)),
                    (before, now) -> new Found(now.lastTransaction().or(before::lastTransaction), now.lastRecord()));
        }
        return segments;
    }
}
