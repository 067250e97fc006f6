package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;

/** Tests that restore one backup to every kind of target, here and through ssh, and compare every row. */
abstract class RestoreMatrixTest extends RestoreTest {
    /** The new entries by their numbers, and then a sum over every byte of every entry. */
    private static final String LEDGER =
            """
            select coalesce(string_agg(entry::text, ' ' order by entry) filter (where entry > 10000), 'nothing new')
              || ', ' || count(*) || ' ' || md5(string_agg(entry || text, ',' order by entry))
            from ledger
            """;

    /** Which host a backup is restored on. */
    enum Way {
        HERE,
        THERE;

        Way other() {
            return this == HERE ? THERE : HERE;
        }
    }

    /** A target, and what the ledger held at that point. */
    private record Goal(List<String> options, String ledger) {}

    /**
     * Restores a backup once for each target, here and through ssh by turns.
     *
     * @param first which way to begin with, so that each target is met both ways by one backup or another
     */
    protected final void everyTargetIsMetExactly(String id, Way first) {
        List<Goal> goals = goals(id);
        assertThat(goals.stream().map(Goal::ledger).distinct())
                .as("what can be told apart")
                .hasSize(goals.size() - 1); // without a target it's the current timeline
        Way way = first;
        for (Goal goal : goals) {
            Path place = restored(id, way, goal.options());
            try (OwnPostgres restored = start(place)) {
                assertThat(restored.ask(LEDGER))
                        .as("%s %s", goal.options(), way)
                        .isEqualTo(goal.ledger());
            }
            remove(place);
            way = way.other();
        }
    }

    private Path restored(String id, Way way, List<String> options) {
        Path place = place();
        List<String> words = new ArrayList<>(List.of("--staging-path", directory.toString()));
        if (way == Way.THERE) {
            words.addAll(List.of("--remote-ssh-command", sshd().sshCommand()));
        }
        words.addAll(options);
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        assertThat(call("restore").words(words).run()).succeeds();
        return place;
    }

    private static void remove(Path place) {
        PostgresFixture.run(List.of("rm", "-rf", place.toString()));
    }

    /** Makes history behind a backup, with a second timeline that leaves the first one before its end. */
    private List<Goal> goals(String id) {
        List<Goal> goals = new ArrayList<>();
        goals.add(goal("--target-immediate"));
        change(postgres, 1);
        goals.add(goal("--target-time", postgres.ask("select clock_timestamp()")));
        String xid = change(postgres, 2);
        goals.add(goal("--target-xid", xid));
        change(postgres, 3);
        postgres.ask("select pg_create_restore_point('stock-taking')");
        goals.add(goal("--target-name", "stock-taking"));
        change(postgres, 4);
        String position = postgres.ask("select pg_current_wal_insert_lsn()");
        Goal fork = goal("--target-lsn", position);
        goals.add(fork);
        change(postgres, 5);
        archiveTheRest();
        goals.add(new Goal(List.of(), postgres.ask(LEDGER)));
        goals.add(new Goal(List.of("--target-tli", "current"), postgres.ask(LEDGER)));
        goals.add(new Goal(List.of("--target-tli", "latest"), followed(restored(id, Way.HERE, fork.options()))));
        return goals;
    }

    private Goal goal(String... target) {
        List<String> options = Stream.concat(Stream.of(target), Stream.of("--target-action", "promote"))
                .toList();
        return new Goal(options, postgres.ask(LEDGER));
    }

    /** Adds an entry, changes one that was there before and deletes another, in one transaction, and returns its number. */
    private static String change(OwnPostgres server, int number) {
        return server.ask(
                """
                with added as (insert into ledger values (10000 + %1$d, 'new')),
                  changed as (update ledger set text = 'changed' where entry = %1$d),
                  gone as (delete from ledger where entry = 100 + %1$d)
                select pg_current_xact_id()::xid
                """
                        .formatted(number));
    }

    /** What the ledger holds on a new timeline that goes on from what has been restored. */
    private String followed(Path place) {
        Path incoming = home.root().resolve("main/incoming");
        try (OwnPostgres promoted = OwnPostgres.restored(place, programs())) {
            promoted.configure(
                    "archive_command = 'cp %p {0}/.%f && mv {0}/.%f {0}/%f'".replace("{0}", incoming.toString()));
            promoted.start();
            change(promoted, 6);
            String last = promoted.ask("select pg_walfile_name(pg_switch_wal())");
            Eventually.holds("timeline 2 is archived", () -> {
                barman("archive-wal main");
                return Files.exists(home.wals().resolve(last.substring(0, 16)).resolve(last))
                        && Files.exists(home.wals().resolve("00000002.history"));
            });
            return promoted.ask(LEDGER);
        } finally {
            remove(place);
        }
    }
}
