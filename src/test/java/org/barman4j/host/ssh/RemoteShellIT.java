package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;

class RemoteShellIT {
    private static final List<String> HOSTILE = List.of(
            "'", "\"", "\\", "$(id)", "`id`", "$HOME", "\n", "\r", "\t", " ", "-", "--", "=", "~", "*", "?", "[", "]",
            "{", "}", "!", "#", "&", "|", ";", "<", ">", "%", "(", ")", "é", "€", "😀", "\u0001", "a", "Z", "9", "/");

    /** A shell that takes the text apart must see the very words; a mark at the end shows trailing line ends. */
    @Property(tries = 150)
    void aRealShellSeesTheVeryWords(@ForAll("words") List<String> words) {
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\001"));
        argv.addAll(words);

        CommandResult result = sh(RemoteShell.text(Command.of(argv.toArray(String[]::new)), "pg"));

        assertThat(result.output()).isEqualTo(String.join("\u0001", words) + "\u0001");
        assertThat(result.complaints()).isEmpty();
    }

    @Property(tries = 50)
    void aRealShellSeesTheVeryEnvironment(@ForAll("word") String value) {
        Command command =
                new Command(List.of("sh", "-c", "printf %s. \"$NAME\""), Map.of("NAME", value), Duration.ofSeconds(20));

        assertThat(sh(RemoteShell.text(command, "pg")).output()).isEqualTo(value + ".");
    }

    @Property(tries = 50)
    void noWordIsTakenForShellSyntaxWhereAProgramStands(@ForAll("word") String word) {
        CommandResult result = sh(RemoteShell.text(Command.of("/nowhere/" + word), "pg") + "; echo still here");

        assertThat(result.output()).isEqualTo("still here\n");
    }

    @Example
    void harmlessWordsStayReadable() {
        Command command = Command.of("pg_ctl", "-D", "/var/lib/pg-15_main", "--option=a,b:c@d", "two words", "");

        assertThat(RemoteShell.text(command, "pg"))
                .isEqualTo("pg_ctl -D /var/lib/pg-15_main --option=a,b:c@d 'two words' ''");
    }

    @Example
    void programsThatTheShellWouldTakeForItsOwnAreQuoted() {
        assertThat(RemoteShell.text(Command.of("while"), "pg")).isEqualTo("'while'");
        assertThat(RemoteShell.text(Command.of("a=b"), "pg")).isEqualTo("'a=b'");
        assertThat(RemoteShell.text(Command.of("-x"), "pg")).isEqualTo("'-x'");
    }

    @Example
    void aNulCharacterIsRefused() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> RemoteShell.text(Command.of("echo", "a\0b"), "pg"))
                .withMessage("cannot run 'echo' on pg: there is a NUL character in its arguments or its environment");
    }

    @Provide
    Arbitrary<List<String>> words() {
        return word().list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> word() {
        return Arbitraries.of(HOSTILE).list().ofMaxSize(6).map(pieces -> String.join("", pieces));
    }

    private static CommandResult sh(String text) {
        return new LocalHost().run(Command.of("sh", "-c", text));
    }
}
