package org.barman4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.barman4j.retention.RetentionPolicy;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.testing.RecordingNotices;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.JsonInput;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.Redaction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Reads configurations that Barman 3.17 has read, and compares what both make of them. */
class GoldenConfigTest {
    /** Where we differ from Barman 3.17 on purpose, and why. Each has a line in docs/differences.md. */
    private static final Map<String, String> DEPARTURES = Map.ofEntries(
            Map.entry("009-ints-server", "a number beyond 32 bits is refused with a warning"),
            Map.entry("012-keepalive-not-inherited", "keepalive_interval is inherited"),
            Map.entry("015-si-suffixes", "a size beyond 64 bits is refused with a warning"),
            Map.entry("023-encryption-global-gpg", "encryption = none in a server wins over the global value"),
            Map.entry("075-percent-log-format", "log_format is an option, so nothing warns about it"),
            Map.entry("084-section-names-odd", "a server whose name has a slash is disabled"),
            Map.entry("102-nul-bytes", "a file with NUL bytes is not read as text"),
            Map.entry("116-barman-home-empty", "an empty barman_home is as bad as none"),
            Map.entry("145-included-dir-glob", "the name of a directory is no pattern"),
            Map.entry("171-active-model-directory", "an unreadable active model is told and the command goes on"),
            Map.entry("181-disabled-bad-conninfo", "conninfo is read as libpq reads it"),
            Map.entry("182-conninfo-odd-good", "conninfo is read as libpq reads it"));

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> everyRecordedConfigurationIsReadAsBarmanReadIt() {
        return GoldenFiles.list(GoldenFiles.directory("config")).stream()
                .filter(recorded -> Files.exists(recorded.resolve("barman.conf")))
                .map(recorded -> {
                    String name = recorded.getFileName().toString();
                    return dynamicTest(name, () -> {
                        if (DEPARTURES.containsKey(name)) {
                            assertThatThrownBy(() -> compare(recorded)).as(name).isInstanceOf(AssertionError.class);
                        } else {
                            assertThatCode(() -> compare(recorded)).as(name).doesNotThrowAnyException();
                        }
                    });
                });
    }

    private void compare(Path recorded) throws IOException {
        Path copy = directory.resolve(recorded.getFileName().toString());
        GoldenFiles.copy(recorded, copy, "@CASE@", copy.toString());
        prepare(copy);
        String exit = Files.readString(recorded.resolve("exit.txt"));
        RecordingNotices notices = new RecordingNotices();
        Map<String, String> environment = Map.of("HOME", copy + "/userhome");
        Configuration configuration;
        try {
            configuration = ConfigLoader.open(copy.resolve("barman.conf").toString(), environment)
                    .load(environment, notices);
        } catch (ConfigException refused) {
            assertThat(exit).as("refused with %s", refused.problems()).startsWith("1");
            return;
        }
        if (exit.contains("configured user") || exit.contains("please run barman as")) {
            return; // the user is not the loader's business
        }
        assertThat(recorded.resolve("show.json"))
                .as("Barman refused it: %s", exit)
                .exists();
        Map<?, ?> shown = json(copy.resolve("show.json"));
        Map<String, Map<String, Object>> defaults = defaults(copy, configuration);
        assertThat(differences(expected(shown), describe(configuration.servers().values()), defaults))
                .isEmpty();
        if (Files.exists(copy.resolve("initialised.json"))) {
            if (exit.startsWith("1")) {
                return; // Barman ended with an exception while it prepared the servers
            }
            compareReady(json(copy.resolve("initialised.json")), configuration, defaults);
        }
        assertThat(notices.of("WARNING").stream()
                        .filter(GoldenConfigTest::isAboutOptions)
                        .map(Redaction::passwords)
                        .map(GoldenConfigTest::subject)
                        .sorted()
                        .distinct())
                .containsExactlyElementsOf(recordedWarnings(copy));
    }

    private static void compareReady(
            Map<?, ?> recording, Configuration configuration, Map<String, Map<String, Object>> defaults) {
        List<ServerConfig> ready = new ArrayList<>();
        Map<String, List<String>> messages = new TreeMap<>();
        for (ServerConfig server : configuration.servers().values()) {
            ServerConfig outcome = ServerRules.apply(server).config();
            ready.add(outcome);
            if (!outcome.messages().isEmpty()) {
                messages.put(server.name(), outcome.messages());
            }
        }
        assertThat(messages).isEqualTo(recording.get("msg_list"));
        assertThat(differences(expected(recording), describe(ready), defaults)).isEmpty();
    }

    /** Makes the links and empty directories that a recording lists, since they can't be kept as files. */
    private static void prepare(Path copy) throws IOException {
        Path setup = copy.resolve("setup.tsv");
        if (!Files.exists(setup)) {
            return;
        }
        for (String line : Files.readAllLines(setup)) {
            String[] words = line.split("\t", -1);
            Path target = copy.resolve(words[1]);
            if (words[0].equals("dir")) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.createSymbolicLink(target, Path.of(words[2]));
            }
        }
    }

    private static boolean isAboutOptions(String warning) {
        return warning.startsWith("Ignoring invalid configuration value") || warning.startsWith("Invalid conf");
    }

    /** The same servers without a single option: what a recording leaves out is as in these. */
    private static Map<String, Map<String, Object>> defaults(Path copy, Configuration configuration)
            throws IOException {
        StringBuilder bare = new StringBuilder("[barman]\nbarman_home = ")
                .append(configuration.global().barmanHome())
                .append('\n');
        configuration.servers().keySet().forEach(name -> bare.append('[')
                .append(name)
                .append("]\n"));
        Path file = Files.writeString(copy.resolve("bare"), bare);
        Map<String, Map<String, Object>> defaults = describe(ConfigLoader.open(file.toString(), Map.of())
                .load(Map.of(), new RecordingNotices())
                .servers()
                .values());
        defaults.values().forEach(values -> values.put("disabled", "false")); // the bare file has no models
        return defaults;
    }

    private static List<String> differences(
            Map<String, Map<String, Object>> expected,
            Map<String, Map<String, Object>> actual,
            Map<String, Map<String, Object>> defaults) {
        List<String> differences = new ArrayList<>();
        if (!expected.keySet().equals(actual.keySet())) {
            differences.add("servers " + expected.keySet() + " but " + actual.keySet());
            return differences;
        }
        actual.forEach((server, values) -> values.forEach((key, value) -> {
            Object other =
                    expected.get(server).getOrDefault(key, defaults.get(server).get(key));
            if (!value.equals(other)) {
                differences.add(server + "." + key + ": Barman '" + other + "', ours '" + value + "'");
            }
        }));
        return differences;
    }

    private static Map<?, ?> json(Path file) throws IOException {
        return (Map<?, ?>) JsonInput.parse(Files.readString(file));
    }

    private static List<String> recordedWarnings(Path copy) throws IOException {
        return Files.readAllLines(copy.resolve("messages.txt")).stream()
                .filter(line -> line.startsWith("WARNING: "))
                .map(line -> line.substring("WARNING: ".length()))
                .filter(GoldenConfigTest::isAboutOptions)
                .map(GoldenConfigTest::subject)
                .sorted()
                .distinct()
                .toList();
    }

    /** The part of a warning that both programs word alike: what is ignored, and where, as far as the first line goes. */
    private static String subject(String warning) {
        String line = warning.lines().findFirst().orElse("");
        int end = line.indexOf("section");
        return end < 0 ? line : line.substring(0, end);
    }

    private static Map<String, Map<String, Object>> expected(Map<?, ?> recording) {
        Map<String, Map<String, Object>> servers = new TreeMap<>();
        ((Map<?, ?>) recording.get("servers")).forEach((name, options) -> {
            Map<String, Object> values = new TreeMap<>();
            ((Map<?, ?>) options).forEach((key, value) -> values.put(key.toString(), plain(key.toString(), value)));
            values.remove("name");
            servers.put(name.toString(), values);
        });
        return servers;
    }

    private static Map<String, Map<String, Object>> describe(Iterable<ServerConfig> configs) {
        Map<String, Map<String, Object>> servers = new TreeMap<>();
        for (ServerConfig config : configs) {
            Map<String, Object> values = new TreeMap<>();
            for (ConfigOption<?> option : Options.all()) {
                if (option.scope() != OptionScope.GLOBAL && option.scope() != OptionScope.MODEL) {
                    Object value = config.get(option).orElse(null);
                    values.put(option.name(), plain(option.name(), value == null ? PythonLiteral.NONE : value));
                }
            }
            servers.put(config.name(), values);
        }
        return servers;
    }

    /** A value in a form in which ours and the recorded ones compare. */
    private static Object plain(String key, Object value) {
        if (value instanceof WordSet words) {
            return words.words().toString();
        }
        if (key.equals("backup_options") || key.equals("recovery_options")) {
            String text = value.toString();
            return text.isEmpty() ? "[]" : new TreeSet<>(List.of(text.split(","))).toString();
        }
        if (value instanceof Duration duration) {
            return HumanDuration.of(duration);
        }
        if (key.equals("retention_policy") || key.equals("wal_retention_policy")) {
            return RetentionPolicy.parse(value.toString())
                    .map(Object::toString)
                    .orElse(value.toString())
                    .toUpperCase(Locale.ROOT);
        }
        if (value instanceof Map<?, ?> map) {
            return new HashMap<>(map).toString();
        }
        return value.toString();
    }
}
