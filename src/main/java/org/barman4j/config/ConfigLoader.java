package org.barman4j.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;

/**
 * Finds and reads the configuration in two steps: the main file, which says as whom to run and where to log, and then
 * the rest.
 */
public final class ConfigLoader {
    private final ConfigProblems problems = new ConfigProblems();
    private final ConfigSections sections = new ConfigSections(problems);
    private final Path file;
    private final boolean sound;
    private final GlobalConfig global;

    private ConfigLoader(Path file) {
        this.file = file;
        IniFile.read(file, problems).ifPresent(sections::addMain);
        if (!problems.hasFatal() && !sections.names().contains(ConfigSections.GLOBAL)) {
            problems.fatal(file, 0, "the configuration file has no [barman] section");
        }
        this.sound = !problems.hasFatal();
        this.global = readGlobal();
    }

    /**
     * Reads the main configuration file.
     *
     * @param given the file named on the command line; empty for none
     */
    public static ConfigLoader open(String given, Map<String, String> environment) {
        String named = given.isEmpty() ? environment.getOrDefault("BARMAN_CONFIG_FILE", "") : given;
        if (named.isEmpty()) {
            return new ConfigLoader(discover(environment));
        }
        Path file = expandHome(named, environment);
        if (!Files.exists(file)) {
            throw ConfigException.because(
                    "Configuration file '" + named + "' does not exist",
                    "Give another file with -c, or leave -c and BARMAN_CONFIG_FILE out to use /etc/barman.conf.");
        }
        return new ConfigLoader(file);
    }

    /**
     * Whether the main file can be relied upon. If not, all that is left to do is to {@link #load} the rest, which tells
     * everything that is wrong.
     */
    public boolean isSound() {
        return sound;
    }

    /** What concerns the program as a whole. Known even if the configuration turns out to be unusable. */
    public GlobalConfig global() {
        return global;
    }

    /**
     * Reads the other files and builds all servers and models.
     *
     * @throws ConfigException with every problem in every file, if any of them is fatal
     */
    public Configuration load(Map<String, String> environment, Notices notices) {
        readDirectory(environment, notices);
        if (!global.barmanHome().isEmpty()) {
            Path automatic = Path.of(global.barmanHome(), ".barman.auto.conf");
            if (Files.exists(automatic)) {
                include(automatic, notices);
            }
        }
        sections.secondPass();
        checkGlobal();
        Configuration configuration = new ConfigurationBuilder(global, sections, problems).build();
        for (ConfigProblem warning : problems.takeWarnings()) {
            notices.warning(warning.toString());
        }
        problems.throwIfFatal();
        return configuration;
    }

    private static Path discover(Map<String, String> environment) {
        List<String> candidates = List.of("~/.barman.conf", "/etc/barman.conf", "/etc/barman/barman.conf");
        for (String candidate : candidates) {
            Path file = expandHome(candidate, environment);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw ConfigException.because(
                "Could not find any configuration file at default locations.",
                "Create one of " + String.join(", ", candidates) + ", or name a file with -c.");
    }

    private static Path expandHome(String path, Map<String, String> environment) {
        if (path.equals("~") || path.startsWith("~/")) {
            String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
            return Path.of(home + path.substring(1));
        }
        return Path.of(path);
    }

    private void readDirectory(Map<String, String> environment, Notices notices) {
        Optional<String> directory = text(Options.CONFIGURATION_FILES_DIRECTORY);
        if (directory.isEmpty()) {
            return;
        }
        Path path = expandHome(directory.get(), environment);
        if (!Files.isDirectory(path)) {
            notices.warning("Ignoring the \"configuration_files_directory\" option as \"" + directory.get()
                    + "\" is not a directory");
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path entry : stream) {
                String name = entry.getFileName().toString();
                if (name.endsWith(".conf") && !name.startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            problems.fatal(path, 0, "cannot read the configuration directory: " + StorageException.reason(e));
        }
        files.sort(null);
        for (Path entry : files) {
            include(entry, notices);
        }
    }

    private void include(Path entry, Notices notices) {
        if (Files.isRegularFile(entry)) {
            IniFile.read(entry, problems).ifPresent(sections::addIncluded);
        } else {
            String reason = Files.exists(entry) ? "not a file" : "not found";
            notices.warning("Discarding configuration file: " + entry.getFileName() + " (" + reason + ")");
        }
    }

    private GlobalConfig readGlobal() {
        String home = text(Options.BARMAN_HOME).orElse("");
        return new GlobalConfig(
                file,
                home,
                text(Options.BARMAN_USER).orElse(Options.BARMAN_USER.defaultText()),
                text(Options.BARMAN_LOCK_DIRECTORY).orElse(home),
                lockCleanup(),
                text(Options.CONFIG_CHANGES_QUEUE).orElse(home + "/cfg_changes.queue"),
                new GlobalConfig.LogSettings(
                        text(Options.LOG_FILE).orElse(""),
                        text(Options.LOG_LEVEL).orElse(Options.LOG_LEVEL.defaultText()),
                        text(Options.LOG_FORMAT).orElse(Options.LOG_FORMAT.defaultText())));
    }

    private boolean lockCleanup() {
        Optional<String> text = text(Options.LOCK_DIRECTORY_CLEANUP);
        if (text.isEmpty()) {
            return true;
        }
        try {
            return Options.LOCK_DIRECTORY_CLEANUP.type().parse(text.get()).value();
        } catch (InvalidValueException e) {
            fatal(Options.LOCK_DIRECTORY_CLEANUP, "lock_directory_cleanup: " + e.getMessage());
            return true;
        }
    }

    /** The text of a global option; an empty one counts as absent. */
    private Optional<String> text(ConfigOption<?> option) {
        ConfigSections.Entry entry = sections.section(ConfigSections.GLOBAL).get(option.name());
        if (entry == null) {
            return Optional.empty();
        }
        try {
            String value = entry.value().indexOf('%') < 0
                    ? entry.value()
                    : new Interpolation(this::globalValue).apply(entry.value());
            String text = SectionReader.unquote(value);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (InvalidValueException e) {
            return Optional.empty(); // the second pass over all files reports it
        }
    }

    private String globalValue(String name) {
        ConfigSections.Entry entry = sections.section(ConfigSections.GLOBAL).get(name);
        return entry == null ? null : entry.value();
    }

    private void fatal(ConfigOption<?> option, String message) {
        ConfigSections.Entry entry = sections.section(ConfigSections.GLOBAL).get(option.name());
        problems.fatal(entry.file(), entry.line(), message);
    }

    private void checkGlobal() {
        Map<String, ConfigSections.Entry> entries = sections.section(ConfigSections.GLOBAL);
        if (sound && global.barmanHome().isEmpty()) {
            problems.fatal(file, 0, "Parameter \"barman_home\" is required in [barman] section.");
        }
        for (Map.Entry<String, ConfigSections.Entry> entry : entries.entrySet()) {
            ConfigOption<?> option = Options.find(entry.getKey());
            if (option == null || option.scope() == OptionScope.MODEL) {
                problems.warning(
                        entry.getValue().file(),
                        entry.getValue().line(),
                        "Invalid configuration option \"" + entry.getKey() + "\" in [barman] section.");
            }
        }
    }
}
