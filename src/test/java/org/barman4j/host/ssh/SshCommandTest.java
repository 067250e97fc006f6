package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.barman4j.report.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshCommandTest {
    @Test
    void readsOptionsAndDestination() {
        SshCommand command = SshCommand.parse("ssh -qp2222 -o BatchMode=yes -l someone -i '/a key' -4 postgres@pg -C");

        assertThat(command.host()).isEqualTo("pg");
        assertThat(command.doubts()).isEmpty();
        assertThat(command.directives())
                .extracting(each -> each.keyword() + " " + each.value())
                .containsExactly(
                        "port 2222",
                        "batchmode yes",
                        "user someone",
                        "identityfile /a key",
                        "addressfamily inet",
                        "user postgres",
                        "compression yes");
    }

    @Test
    void splitsLikePython() {
        assertThat(ShellWords.split("a 'b c' \"d \\\"e\\\" \\n\" f\\ g '' h'i'\"j\" \\'"))
                .containsExactly("a", "b c", "d \"e\" \\n", "f g", "", "hij", "'");
        assertThat(ShellWords.split("$(id) `id` a;b # c | d"))
                .containsExactly("$(id)", "`id`", "a;b", "#", "c", "|", "d");
    }

    @Test
    void addsOptionsBehindTheDestination() {
        assertThat(SshCommand.parse("ssh -p 22 postgres@pg").argv(List.of("-o", "BatchMode=yes")))
                .containsExactly("ssh", "-p", "22", "postgres@pg", "-o", "BatchMode=yes");
        assertThat(SshCommand.parse("ssh pg sudo -n").argv(List.of("-o", "BatchMode=yes")))
                .containsExactly("ssh", "pg", "-o", "BatchMode=yes", "sudo", "-n");
        assertThat(SshCommand.parse("sudo -u pg ssh host").argv(List.of("-o", "BatchMode=yes")))
                .containsExactly("sudo", "-u", "pg", "ssh", "host", "-o", "BatchMode=yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t", "ssh pg\nrm -rf /", "ssh 'pg", "ssh \"pg", "ssh pg\\", "'' pg", "ssh\0pg"})
    void refusesWhatMakesNoSense(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> SshCommand.parse(text))
                .satisfies(refusal -> assertThat(refusal.hint()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "myssh pg",
                "sudo ssh pg",
                "ssh",
                "ssh -p",
                "ssh -J jump pg",
                "ssh -W a:1 pg",
                "ssh -S /sock pg",
                "ssh -A pg",
                "ssh -t pg",
                "ssh -K pg",
                "ssh -I lib pg",
                "ssh -z pg",
                "ssh -o pg",
                "ssh -oNothing pg",
                "ssh -- pg",
                "ssh pg -- true",
                "ssh pg true",
                "ssh ssh://pg:22",
                "ssh @pg"
            })
    void doubtsWhatItDoesNotUnderstand(String text) {
        assertThat(SshCommand.parse(text).doubts()).isNotEmpty();
    }
}
