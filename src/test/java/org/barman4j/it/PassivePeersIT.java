package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.RestoredBackup;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node of ours and one of Barman keep each other company: of Debian's package, or of any command that the property
 * {@code barman.peer} names.
 */
class PassivePeersIT extends PassiveTest {
    private static final Path THEIRS = Path.of(System.getProperty("barman.peer", "/usr/bin/barman"));

    @BeforeEach
    void needPeer() {
        assumeThat(THEIRS).as("Debian's package barman").exists();
    }

    @Test
    void ourPassiveNodeFollowsTheirs() {
        serve("postgres");
        writeProgram(THEIRS.toString());
        archiveTheRest(() -> theirs(home, "archive-wal main")); // they take no backup before they have seen WAL
        assertThat(theirs(home, "backup main --wait")).succeeds();
        postgres.run("insert into ledger select n, 'second' from generate_series(10001, 10500) n");
        archiveTheRest(() -> theirs(home, "archive-wal main"));

        Eventually.holds("the passive node has all", () -> {
            assertThat(passive("cron")).succeeds();
            return complete(passive).size() == 1 && have(passive).containsAll(have(home));
        });

        assertThat(passive.walNames()).doesNotHaveDuplicates();
        proveRestorable(complete(passive).get(0));
        assertThat(theirs(home, "backup main --wait")).succeeds();
        archiveTheRest(() -> theirs(home, "archive-wal main"));
        Eventually.holds("and what comes later", () -> {
            assertThat(passive("cron")).succeeds();
            return complete(passive).size() == 2 && have(passive).containsAll(have(home));
        });
        proveRestorable(complete(passive).get(1));
    }

    @Test
    void theirPassiveNodeFollowsOurs() {
        assumeThat(ProgramCall.of(THEIRS).words(List.of("--version")).run().out())
                .as("what 3.17 tells of backups is no news to the peer")
                .doesNotStartWith("3.4");
        serve("local-rsync");
        String first = backup("");
        archiveTheRest();

        followAsThey(first);

        String second = backup("");
        archiveTheRest();
        followAsThey(second);
        Path copy = passive.base(second);
        try (OwnPostgres restored =
                RestoredBackup.start(copy, directory.resolve("restored"), programs(), restoreCommand())) {
            assertThat(restored.ask("select count(*) from ledger")).isEqualTo("5000");
        }
        // and the node becomes one of ours
        archiveTheRest();
        Eventually.holds("our program goes on where theirs has stopped", () -> {
            assertThat(passive("cron")).succeeds();
            return have(passive).containsAll(have(home));
        });
        assertThat(passive("list-backups --minimal main").out()).isEqualTo(second + "\n" + first + "\n");
    }

    private void followAsThey(String id) {
        Eventually.holds("their node has backup " + id + " and all WAL", () -> {
            assertThat(theirs(passive, "cron")).succeeds();
            return theirs(passive, "list-backup main").out().contains("main " + id + " - ")
                    && !theirs(passive, "list-backup main").out().contains("SYNCING")
                    && have(passive).containsAll(have(home));
        });
    }

    private static Answer theirs(SmallHome node, String line) {
        return ProgramCall.of(THEIRS).words(node.words(line)).run();
    }

    /** The WAL segments in the archive of a node. */
    private static List<String> have(SmallHome node) {
        List<String> names = new ArrayList<>();
        if (Files.exists(node.wals())) {
            try (Stream<Path> files = Files.walk(node.wals())) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("[0-9A-F]{24}"))
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
