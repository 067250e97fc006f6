package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.barman4j.text.JsonInput;
import org.junit.jupiter.api.Test;

/** What a node tells of a server to one that copies it. */
class SyncInfoTest extends HomeTest {
    @Test
    void allIsToldThatIsOfUse() {
        Map<?, ?> told = told("sync-info main");

        assertThat(told.keySet()).asString().isEqualTo("[last_position, last_name, backups, wals, version, config]");
        assertThat(((Map<?, ?>) told.get("backups")).keySet())
                .asString()
                .isEqualTo(List.of(SmallHome.OLDEST, SmallHome.MIDDLE, SmallHome.LATEST)
                        .toString());
        assertThat(((Map<?, ?>) told.get("config")).get("name")).isEqualTo("main");
        List<String> names = names(told);
        assertThat(names).hasSizeGreaterThan(5);
        String content = SmallHome.read(home.xlogDb());
        assertThat(content.substring(((Long) told.get("last_position")).intValue()))
                .startsWith(told.get("last_name") + "\t")
                .containsOnlyOnce("\n");
        assertThat(names.get(names.size() - 1)).isEqualTo(told.get("last_name"));
    }

    @Test
    void onlyWhatIsNewIsTold() {
        List<String> names = names(told("sync-info main"));
        String third = names.get(2);
        int position = SmallHome.read(home.xlogDb()).indexOf(third + "\t");
        List<String> rest = names.subList(3, names.size());

        assertThat(names(told("sync-info main " + third + " " + position))).isEqualTo(rest);
        assertThat(names(told("sync-info main " + third))).isEqualTo(rest);
        for (int wrong : new int[] {0, 1, position + 1, position - 1, 1 << 30}) {
            assertThat(names(told("sync-info main " + third + " " + wrong)))
                    .as("position " + wrong)
                    .isEqualTo(rest);
        }
    }

    @Test
    void whatIsArchivedLateIsToldWhateverItsName() {
        String content = SmallHome.read(home.xlogDb());
        Map<?, ?> before = told("sync-info main");
        String late = content.substring(0, content.indexOf('\t')).replaceFirst("^00000001", "00000000");
        home.write(home.xlogDb(), content + late + "\t16777216\t1795738707.5\tgzip\tgpg\n");

        Map<?, ?> told = told("sync-info main " + before.get("last_name") + " " + before.get("last_position"));

        assertThat(told.get("wals"))
                .asString()
                .isEqualTo(
                        "[{compression=gzip, encryption=gpg, name=" + late + ", size=16777216, time=1.7957387075E9}]");
        assertThat(told.get("last_name")).isEqualTo(late);
    }

    @Test
    void whoStandsElsewhereIsToldToAskForAll() {
        String first = SmallHome.read(home.xlogDb()).substring(0, 24);
        assertThat(run("sync-info main 000000000000000000000001").err())
                .isEqualTo("ERROR: last_wal '000000000000000000000001' is older than the first available wal '" + first
                        + "'\n");
        CommandRun newer = run("sync-info main 0000000F0000000000000001 5");
        assertThat(newer.status()).isEqualTo(1);
        assertThat(newer.err())
                .startsWith("ERROR: last_wal '0000000F0000000000000001' is newer than the last available wal  '");
    }

    @Test
    void aBackupThatIsBeingDeletedIsNotTold() {
        home.write(home.meta().resolve(SmallHome.OLDEST + "-delete_this"), "delete");

        assertThat(((Map<?, ?>) told("sync-info main").get("backups")).keySet())
                .asString()
                .isEqualTo(List.of(SmallHome.MIDDLE, SmallHome.LATEST).toString());
    }

    private static List<String> names(Map<?, ?> told) {
        return ((List<?>) told.get("wals"))
                .stream().map(wal -> ((Map<?, ?>) wal).get("name").toString()).toList();
    }

    private Map<?, ?> told(String line) {
        CommandRun run = run(line);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return (Map<?, ?>) JsonInput.parse(run.out());
    }

    private CommandRun run(String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line));
    }
}
