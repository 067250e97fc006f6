package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** A passive node gets what its primary node has, and is as good. */
class PassiveNodeIT extends PassiveTest {
    @Test
    void backupsAndWalArriveOnceAndAreAsGood() {
        serve("rsync");
        String first = backup("");
        postgres.run("insert into ledger select n, 'second' from generate_series(10001, 10500) n");
        archiveTheRest();

        synchronise();

        assertThat(passive.walNames()).doesNotHaveDuplicates();
        assertThat(passive.field(first, "status")).isEqualTo("DONE");
        assertThat(passive.field(first, "backup_label")).isEqualTo(field(first, "backup_label"));
        assertThat(passive.field(first, "begin_time")).isEqualTo(field(first, "begin_time"));
        assertThat(SmallHome.read(passive.wals().resolve("sync-wals.info"))).startsWith(last(home) + "\t");
        assertThat(passive("list-backups main").out()).startsWith("main " + first + " - F - ");
        assertThat(passive("check-backup main " + first)).succeeds();
        assertThat(passive("check main").out()).contains("ssh: OK (Barman primary node)");
        proveRestorable(first);

        assertThat(passive("cron").out()).contains("No WAL synchronisation required for server main\n");
        postgres.run("insert into ledger select n, 'third' from generate_series(20001, 20500) n");
        archiveTheRest();
        String second = backup("");
        synchronise();

        assertThat(passive.walNames()).doesNotHaveDuplicates();
        assertThat(passive("sync-backup main " + second).out())
                .isEqualTo("Backup " + second + " is already synced with main server\n");
        proveRestorable(second);
    }

    @Test
    void aPositionThatIsWrongOrLostHealsItself() throws Exception {
        serve("local-rsync");
        backup("");
        archiveTheRest();
        synchronise();
        Path position = passive.wals().resolve("sync-wals.info");
        for (String wrong : new String[] {
            "", "rubbish", "000000010000000000000000\t7", "0000000100000FFF000000FF\t100", "000000010000000000000003\tx"
        }) {
            Files.writeString(position, wrong);
            postgres.run("insert into ledger select max(entry) + 1, 'one more' from ledger");
            archiveTheRest();

            synchronise();

            assertThat(passive.walNames()).as(wrong).doesNotHaveDuplicates().containsAll(home.walNames());
            assertThat(Files.readString(position)).startsWith(last(home) + "\t");
        }
    }

    @Test
    void whatAnOlderCopyOfTheArchiveLacksIsCopiedAgain() throws Exception {
        serve("local-rsync");
        backup("");
        archiveTheRest();
        synchronise();
        String lost = last(passive);
        Path position = passive.wals().resolve("sync-wals.info");
        Eventually.holds(
                "how far it has come is noted",
                () -> Files.exists(position) && SmallHome.read(position).startsWith(lost));
        String catalogue = SmallHome.read(passive.xlogDb());
        passive.write(passive.xlogDb(), catalogue.substring(0, catalogue.indexOf(lost)));
        Files.delete(passive.wals().resolve(lost.substring(0, 16)).resolve(lost));
        archiveTheRest();

        // once, for what a second run is told may cover up what the first was not
        Eventually.holds("the copy begins", () -> passive("cron").out().contains("Started copy of WAL files"));
        Eventually.holds("what is new is here", () -> passive.walNames().contains(last(home)));

        assertThat(passive.walNames()).contains(lost).doesNotHaveDuplicates();
    }

    @Test
    void nodesWithoutEachOtherSaySo() {
        serve("local-rsync");
        assertThat(barman("sync-backup main 20260101T000000")).isRefusedWith("server main is not passive");
        assertThat(barman("sync-wals main")).isRefusedWith("server main is not passive");
        assertThat(barman("sync-info --primary main")).isRefusedWith("server main is not passive");
        assertThat(passive("sync-wals main").errors())
                .contains("WAL synchronisation for server main failed with: Cannot open primary.info file for server"
                        + " main: No such file or directory");
        door.close();

        Answer cron = passive("cron");

        assertThat(cron).hasStatus(1);
        assertThat(cron.errors().get(0))
                .startsWith("Failed to retrieve the primary node status: sync-info execution on remote primary"
                        + " server main failed: ");
    }

    private static String last(SmallHome node) {
        return node.walNames().get(node.walNames().size() - 1);
    }
}
