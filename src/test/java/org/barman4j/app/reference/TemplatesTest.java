package org.barman4j.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.barman4j.config.ConfigLoader;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Configuration;
import org.barman4j.config.OptionScope;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerRules;
import org.barman4j.config.WordSet;
import org.barman4j.testing.RecordingNotices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration files that we install, held against the table of options. */
class TemplatesTest {
    private static final Pattern LINE = Pattern.compile("(?m)((?:^# .*\n)*)^(;?)([a-z_]+) =(?: (.*))?$");

    @TempDir
    private Path directory;

    private Path includes;

    @BeforeEach
    void createDirectories() throws IOException {
        includes = Files.createDirectory(directory.resolve("includes"));
    }

    @Test
    void theMainFileHasEveryOptionOfBarmanOnce() throws IOException {
        assertOptions(main(), List.of(OptionScope.GLOBAL, OptionScope.BOTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "ssh", "streaming"})
    void aTemplateHasEveryOptionOfServersOnce(String server) throws IOException {
        assertOptions(template(server), List.of(OptionScope.SERVER, OptionScope.BOTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "ssh", "streaming"})
    void aTemplateIsReadWithoutProblems(String server) throws IOException {
        ServerRules.Outcome outcome = ServerRules.apply(
                load(main(), server, template(server)).servers().get(server));

        assertThat(outcome.config().messages()).isEmpty();
        assertThat(outcome.warnings()).isEmpty();
        assertThat(outcome.config().isDisabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "ssh", "streaming"})
    void commentedLinesOfATemplateShowWhatHoldsAnyway(String server) throws IOException {
        String template = template(server);
        ServerConfig before = load(main(), server, template).servers().get(server);
        ServerConfig after = load(main(), server, uncomment(template)).servers().get(server);

        assertThat(values(after)).isEqualTo(values(before));
        for (Line line : lines(template)) {
            if (line.commented() && line.value().isEmpty()) {
                assertThat(values(before)).doesNotContainKey(line.name());
            }
        }
    }

    @Test
    void commentedLinesOfTheMainFileShowWhatHoldsAnyway() throws IOException {
        String server = "[pg]\nconninfo = host=pg\nbackup_options = concurrent_backup\narchiver = on\n";
        Configuration before = load(main(), "pg", server);
        Configuration after = load(uncomment(main()), "pg", server);

        assertThat(after.global()).isEqualTo(before.global());
        assertThat(values(after.servers().get("pg")))
                .isEqualTo(values(before.servers().get("pg")));
    }

    private static void assertOptions(String file, List<OptionScope> scopes) {
        List<ConfigOption<?>> expected = Options.all().stream()
                .filter(option -> scopes.contains(option.scope()))
                .toList();
        List<Line> lines = lines(file);

        assertThat(lines.stream().map(Line::name))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(ConfigOption::name).toList());
        for (Line line : lines) {
            ConfigOption<?> option = Options.named(line.name()).orElseThrow();
            assertThat(line.comment()).as(line.name()).isEqualTo(option.doc());
            if (line.commented() && !option.defaultText().contains("%(")) {
                assertThat(line.value()).as(line.name()).isEqualTo(option.defaultText());
            }
        }
    }

    private Configuration load(String main, String name, String server) throws IOException {
        Path file = directory.resolve("barman.conf");
        Files.writeString(file, here(main));
        Files.writeString(includes.resolve(name + ".conf"), here(server));
        RecordingNotices notices = new RecordingNotices();

        Configuration configuration =
                ConfigLoader.open(file.toString(), Map.of()).load(Map.of(), notices);

        assertThat(notices.all()).isEmpty();
        assertThat(configuration.errors()).isEmpty();
        assertThat(configuration.conflicts()).isEmpty();
        assertThat(configuration.servers()).containsOnlyKeys(name);
        return configuration;
    }

    /** The text with the directories of an installation replaced by those of this test. */
    private String here(String text) {
        return text.replace("/var/lib/barman", directory.toString()).replace("= /etc/barman.d", "= " + includes);
    }

    private static Map<String, Object> values(ServerConfig server) {
        Map<String, Object> values = new TreeMap<>();
        for (ConfigOption<?> option : Options.all()) {
            Object value = server.get(option).orElse(null);
            boolean empty = value == null
                    || (value instanceof WordSet set && set.words().isEmpty());
            if (!empty) {
                values.put(option.name(), value);
            }
        }
        return values;
    }

    private static String uncomment(String file) {
        return file.replaceAll("(?m)^;(?=[a-z_]+ = )", "");
    }

    private static List<Line> lines(String file) {
        List<Line> lines = new ArrayList<>();
        for (MatchResult found : LINE.matcher(file).results().toList()) {
            String comment =
                    found.group(1).replace("\n# ", " ").replaceFirst("^# ", "").strip();
            String value = found.group(4) == null ? "" : found.group(4);
            lines.add(new Line(comment, !found.group(2).isEmpty(), found.group(3), value));
        }
        return lines;
    }

    private static String main() throws IOException {
        return Files.readString(Path.of("etc/barman.conf"));
    }

    private static String template(String server) throws IOException {
        return Files.readString(Path.of("etc/barman.d/" + server + "-server.conf-template"));
    }

    private record Line(String comment, boolean commented, String name, String value) {}
}
