package org.barman4j.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.OptionGroup;
import org.barman4j.config.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ReferenceTest {
    private static final Map<String, String> FILES = ReferenceFiles.all();
    private static final CommandLine PROGRAM = Program.complete(new TopCommand(options -> {
        throw new IllegalStateException("no command is run here");
    }));

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "commands.md"})
    void theCheckedInPageIsWhatTheProgramSays(String page) throws IOException {
        Path checkedIn = Path.of(System.getProperty("user.dir"), "docs", page);

        assertThat(checkedIn).as("run scripts/generate-docs").exists();
        assertThat(Files.readString(checkedIn)).as("run scripts/generate-docs").isEqualTo(FILES.get(page));
    }

    @Test
    void everyOptionOfTheConfigurationIsDescribed() {
        String page = FILES.get("configuration.md");
        String manual = FILES.get("man5/barman.5");

        for (ConfigOption<?> option : Options.all()) {
            assertThat(page).containsOnlyOnce("\n### " + option.name() + "\n");
            assertThat(manual).containsOnlyOnce("\n.SS \"" + option.name() + "\"\n");
        }
        for (OptionGroup group : OptionGroup.values()) {
            assertThat(page).containsOnlyOnce("\n## " + group.title() + "\n");
        }
    }

    @Test
    void placeTypeDefaultAndExampleStandWithAnOption() {
        assertThat(FILES.get("configuration.md"))
                .contains(
                        """
                        ### archiver_batch_size

                        Most WAL files that one run takes from the incoming directory; 0 means no limit.

                        - Where: `[barman]`, server, model; inherited
                        - Type: whole number
                        - Default: `0`
                        - Example: `archiver_batch_size = 100`
                        """);
    }

    @Test
    void defaultsThatDependOnOtherOptionsAreInWords() {
        assertThat(OptionDefault.describe(Options.BACKUP_DIRECTORY)).isEqualTo("`<barman_home>/<name>`");
        assertThat(OptionDefault.describe(Options.STREAMING_CONNINFO)).isEqualTo("that of `conninfo`");
        assertThat(OptionDefault.describe(Options.CLUSTER)).isEqualTo("the name of the server");
        assertThat(OptionDefault.describe(Options.CONNINFO)).isEqualTo("none");
        assertThat(OptionDefault.describe(Options.LOG_FORMAT)).startsWith("`%%%%(asctime)s [%%%%(process)s] ");
    }

    @Test
    void everyCommandIsDescribedWithAllItsArguments() {
        List<CommandEntry> commands = CommandEntry.all(PROGRAM);

        assertThat(commands).hasSizeGreaterThan(30);
        for (CommandEntry command : commands) {
            String manual = FILES.get("man1/barman-" + command.name() + ".1");
            String section = section(command.name());
            for (OptionSpec option : command.options()) {
                for (String name : command.names(option)) {
                    assertThat(manual).contains("\\fB" + name.replace("-", "\\-"));
                    assertThat(option.usageHelp() || section.contains("`" + name))
                            .as("%s of %s", name, command.name())
                            .isTrue();
                }
            }
            for (PositionalParamSpec parameter : command.parameters()) {
                assertThat(manual).contains("\n.TP\n\\fB\\fI" + parameter.paramLabel());
                assertThat(section).contains("\n- `" + parameter.paramLabel());
            }
            assertThat(FILES.get("man1/barman.1"))
                    .contains("\\fBbarman\\-" + command.name().replace("-", "\\-") + "\\fR(1)");
        }
        assertThat(FILES.keySet().stream().filter(name -> name.startsWith("man1/barman-")))
                .hasSameSizeAs(commands);
    }

    @Test
    void choicesAndDefaultsOfArgumentsAreInWords() {
        assertThat(FILES.get("commands.md"))
                .contains("`--color WHEN`, `--colour WHEN`: When to use colours: never, always, auto. Default: `auto`.")
                .contains("Seconds that --archive waits at most (default: 30).")
                .contains("`--reuse-backup[=REUSE_BACKUP]`")
                .contains("`--get-wal`, `--no-get-wal`")
                .contains("    barman keep [-r] [-s] [--target TARGET] SERVER BACKUP\n")
                .contains("    barman config-switch [--reset] SERVER [MODEL]\n")
                .contains("    barman restore [OPTION]... SERVER BACKUP DESTINATION_DIRECTORY\n");
    }

    @Test
    void noPlaceholderIsLeft() {
        FILES.forEach((name, text) -> {
            if (name.startsWith("completion/")) {
                assertThat(text).as(name).doesNotContainPattern("@[A-Z]+@").doesNotContain("%s");
            } else {
                assertThat(text).as(name).doesNotContain("${");
            }
        });
    }

    @Test
    void manualPagesHoldKnownMacrosAndEscapedTextOnly() {
        FILES.forEach((name, text) -> {
            if (name.startsWith("man")) {
                for (String line : text.split("\n", -1)) {
                    if (line.startsWith(".")) {
                        assertThat(line).as(name).matches("\\.(TH|SH|SS|PP|TP|br|nh|ad)( .*)?");
                    }
                    assertThat(line).as(name).doesNotStartWith("'").doesNotContainPattern("(?<!\\\\)-");
                    assertThat(line.replaceAll("\\\\(f[BIR]|[-e&]|\\([a-z]{2})", ""))
                            .as(name)
                            .doesNotContain("\\");
                }
            }
        });
    }

    private static String section(String command) {
        String page = FILES.get("commands.md");
        int start = page.indexOf("\n### " + command + "\n");
        int end = page.indexOf("\n### ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }
}
