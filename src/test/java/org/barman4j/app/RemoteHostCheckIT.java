package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.Test;

/** The lines of {@code check} about the other host, on a real sshd. */
class RemoteHostCheckIT extends HomeTest {
    @Test
    void aHostThatAnswersIsFine() throws Exception {
        try (SshdFixture sshd = sshd()) {
            configure(sshd.sshCommand());

            assertThat(check().out())
                    .contains("\tssh: OK (PostgreSQL server)\n")
                    .doesNotContain("ssh output clean");
        }
    }

    @Test
    void aHostThatCannotBeReachedIsToldWithTheWholeCommand() throws Exception {
        try (SshdFixture sshd = sshd()) {
            String command = sshd.sshCommand();
            sshd.stop();
            configure(command);

            Answer answer = check();

            assertThat(answer.out())
                    .contains("\tssh: FAILED (Connection failed using '" + command.substring(0, command.indexOf(' '))
                            + " ")
                    .contains("' return code 255)\n");
            assertThat(answer.err()).contains("HINT: live: ssh: ").contains("Connection refused");
        }
    }

    @Test
    void aKeyThatIsNotWelcomeIsTold() throws Exception {
        try (SshdFixture sshd = sshd()) {
            sshd.generateKey("stranger", "ed25519", "");
            sshd.configureClients("IdentityFile " + sshd.file("stranger"));
            configure(sshd.sshCommand());

            assertThat(check().err()).contains("HINT: live: ssh: ").contains("Permission denied");
        }
    }

    @Test
    void aShellThatPrintsSomethingIsTold() throws Exception {
        try (SshdFixture sshd = sshd()) {
            sshd.stop();
            sshd.run("ForceCommand echo Welcome; eval \"$SSH_ORIGINAL_COMMAND\"");
            configure(sshd.sshCommand());

            assertThat(check().out())
                    .contains("\tssh output clean: FAILED (the configured ssh_command must not add anything to the"
                            + " remote command output)\n");
        }
    }

    @Test
    void aServerWithoutAWayToItsHostHasNoLineAboutIt() {
        configure("");

        assertThat(check().out())
                .doesNotContain("\tssh")
                .contains("\tconfiguration: FAILED\n\t\tMissing or invalid ssh_command");
    }

    @Test
    void aCommandThatIsNoneIsOneFailedLine() {
        for (String command :
                new String[] {"/nonexistent/ssh pg", "ssh 'unbalanced", "$(touch pwned)", "ssh -p x pg"}) {
            configure(command);

            Answer answer = check();

            assertThat(answer.out()).as(command).containsOnlyOnce("\tssh: FAILED (");
            assertThat(answer.err()).doesNotContain("\tat ");
        }
        assertThat(Files.exists(Path.of("pwned"))).isFalse();
    }

    private SshdFixture sshd() throws Exception {
        return SshdFixture.start(Files.createDirectory(directory.resolve("ssh")));
    }

    private void configure(String sshCommand) {
        home.archiveSomething("live");
        home.configure("[live]\nconninfo = host=127.0.0.1 user=postgres dbname=postgres port="
                + PostgresFixture.primary().port() + "\nssh_command = " + sshCommand
                + "\nbackup_options = concurrent_backup\narchiver = on\n");
    }

    private Answer check() {
        CommandRun run = CommandRun.of(Clock.systemUTC(), home.words("check live"));
        return new Answer(run.status(), run.out(), run.err());
    }
}
