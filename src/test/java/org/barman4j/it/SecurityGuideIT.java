package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Guide;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.Test;

/** What the page on security grants is enough, and none of it too much. */
class SecurityGuideIT extends PassiveTest {
    private static final String GRANT = "GRANT ";

    @Test
    void theRolesAreEnoughAndNothingIsTooMuch() {
        List<String> granted = statements("CREATE ROLE barman LOGIN;");
        postgres.run(granted.toArray(String[]::new));
        serveAsBarman("postgres");
        archiveTheRest();

        assertThat(postgres.ask("select count(*) from pg_roles where rolsuper and rolname like '%barman'"))
                .isEqualTo("0");
        assertThat(barman("check main").out())
                .contains("superuser or standard user with backup privileges: OK")
                .doesNotContain("FAILED");
        assertThat(field(backup(""), "status")).isEqualTo("DONE");
        serveAsBarman("local-rsync");
        assertThat(field(backup(""), "status")).isEqualTo("DONE");
        assertThat(barman("status main")).succeeds();
        assertThat(barman("replication-status main")).succeeds();

        for (String each : granted) {
            if (each.startsWith(GRANT)) {
                postgres.run(each.replace(GRANT, "REVOKE ").replace(" TO ", " FROM "));
                assertThat(barman("check main").out()).as(each).contains("no access to backup functions: FAILED");
                postgres.run(each);
            }
        }
        assertThat(barman("check main").out()).doesNotContain("FAILED");
    }

    @Test
    void onlyAForcedSwitchNeedsMore() {
        postgres.run(statements("CREATE ROLE barman LOGIN;").toArray(String[]::new));
        serveAsBarman("postgres");

        assertThat(barman("switch-wal main")).succeeds();
        assertThat(barman("switch-wal --force main").err()).contains("'pg_checkpoint' role");
        postgres.run(statements("GRANT pg_checkpoint").toArray(String[]::new));
        assertThat(barman("switch-wal --force main")).succeeds();
    }

    @Test
    void aKeyForBackupsTakesBackupsAndNothingElse() {
        serve("rsync", "parallel_jobs = 2", "network_compression = true");
        force(sshd(), "# Barman may read files by rsync");
        archiveTheRest();

        assertThat(barman("check main").out()).contains("ssh: OK").doesNotContain("FAILED");
        assertThat(field(backup(""), "status")).isEqualTo("DONE");
        refusesAllElse(sshd());
    }

    @Test
    void aKeyForAPassiveNodeCopiesAndNothingElse() {
        serve("local-rsync");
        String id = backup("");
        archiveTheRest();
        force(door, "# The passive node may ask about main");

        synchronise();

        assertThat(complete(passive)).containsExactly(id);
        assertThat(passive("check main").out()).contains("ssh: OK");
        proveRestorable(id);
        refusesAllElse(door);
        refuses(door, "barman sync-info mainly");
        refuses(door, "barman delete main " + id);
    }

    private void refusesAllElse(SshdFixture server) {
        Path here = directory.resolve("here");
        Path there = directory.resolve("there");
        home.write(here, "x");
        for (String each : List.of("id", "sh", "true; id", "rsync --server --sender -s; id", "rsync --server -s . /")) {
            refuses(server, each);
        }
        assertThat(ProgramCall.of(Path.of("/usr/bin/rsync"))
                        .words(List.of("-e", server.sshCommand().replaceFirst(" \\S+$", "")))
                        .words(List.of(here.toString(), System.getProperty("user.name") + "@127.0.0.1:" + there))
                        .run()
                        .status())
                .isNotZero();
        assertThat(there).doesNotExist();
    }

    private static void refuses(SshdFixture server, String command) {
        Answer answer = ProgramCall.of(Path.of("/usr/bin/env"))
                .words(List.of(server.sshCommand().split(" ", -1)))
                .words(List.of(command))
                .run();
        assertThat(answer.err()).as(command).contains("not allowed: " + command);
        assertThat(answer.status()).as(command).isEqualTo(1);
    }

    /** Holds the key to a script of the page. */
    private void force(SshdFixture server, String secondLine) {
        Path script = directory.resolve("forced");
        home.write(script, block(secondLine) + "\n");
        PostgresFixture.run(List.of("chmod", "755", script.toString()));
        home.write(
                server.file("authorized_keys"),
                "restrict,command=\"" + script + "\" " + server.publicKey("id_ed25519") + "\n");
    }

    private void serveAsBarman(String method) {
        serve(method);
        home.replace(home.serverConfig(), "user=postgres dbname=postgres", "user=barman dbname=postgres");
        home.replace(home.serverConfig(), "user=postgres\n", "user=streaming_barman\n");
    }

    private static List<String> statements(String line) {
        return block(line).lines().map(each -> each.replace(";", "")).toList();
    }

    /** The block of the page that has a line which begins so. */
    private static String block(String line) {
        return Guide.blocks(SmallHome.read(Path.of("docs/security.md"))).stream()
                .filter(block -> block.lines().anyMatch(each -> each.startsWith(line)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block with " + line));
    }
}
