package org.barman4j.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;

/** Makes servers and models of the sections, and lays the models over the servers that use one. */
final class ConfigurationBuilder {
    private static final List<ConfigOption<String>> REQUIRED_DIRECTORIES = List.of(
            Options.BACKUP_DIRECTORY,
            Options.BASEBACKUPS_DIRECTORY,
            Options.ERRORS_DIRECTORY,
            Options.INCOMING_WALS_DIRECTORY,
            Options.STREAMING_WALS_DIRECTORY,
            Options.WALS_DIRECTORY,
            Options.XLOGDB_DIRECTORY);

    private final GlobalConfig global;
    private final ConfigSections sections;
    private final ConfigProblems problems;
    private final TreeMap<String, ServerConfig> servers = new TreeMap<>();
    private final TreeMap<String, ModelConfig> models = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();

    ConfigurationBuilder(GlobalConfig global, ConfigSections sections, ConfigProblems problems) {
        this.global = global;
        this.sections = sections;
        this.problems = problems;
    }

    Configuration build() {
        for (String name : sections.names()) {
            if (!name.equals(ConfigSections.GLOBAL)) {
                add(name);
            }
        }
        PathConflicts conflicts = new PathConflicts();
        servers.putAll(conflicts.check(servers.values()));
        servers.replaceAll((name, server) -> withActiveModel(server));
        return new Configuration(global, sections, servers, models, conflicts.betweenServers(), errors);
    }

    private void add(String name) {
        if (name.equals("all")) {
            ConfigSections.Entry any =
                    sections.section(name).values().stream().findFirst().orElse(null);
            problems.fatal(
                    any == null ? global.file() : any.file(),
                    any == null ? 0 : any.line(),
                    "the reserved word 'all' is not allowed as server name. Please rename it.");
        } else if (isModel(name)) {
            addModel(name);
        } else {
            ServerConfig server = new ServerConfig(name, global, reader(name).server());
            if (hasDirectories(server)) {
                servers.put(name, server);
            }
        }
    }

    /** Whether this is one of the directories without which no server can be. */
    static boolean isRequiredDirectory(String option) {
        return REQUIRED_DIRECTORIES.stream()
                .anyMatch(directory -> directory.name().equals(option));
    }

    /** Barman takes an empty directory, and then fails on it in one odd way or another. */
    private boolean hasDirectories(ServerConfig server) {
        boolean complete = true;
        for (ConfigOption<String> option : REQUIRED_DIRECTORIES) {
            if (server.get(option).isEmpty()) {
                ConfigSections.Entry entry = sections.section(server.name()).get(option.name());
                problems.fatal(
                        entry == null ? global.file() : entry.file(),
                        entry == null ? 0 : entry.line(),
                        "option '" + option + "' in [" + server.name() + "] is empty");
                complete = false;
            }
        }
        return complete;
    }

    private SectionReader reader(String name) {
        return new SectionReader(sections, problems, name, global);
    }

    private boolean isModel(String name) {
        ConfigSections.Entry entry = sections.section(name).get(Options.MODEL.name());
        if (entry == null) {
            return false;
        }
        try {
            return Options.MODEL.type().parse(entry.value()).value();
        } catch (InvalidValueException e) {
            problems.fatal(entry.file(), entry.line(), "option 'model' in [" + name + "]: " + e.getMessage());
            return true;
        }
    }

    private void addModel(String name) {
        Map<String, ConfigSections.Entry> entries = sections.section(name);
        if (entries.containsKey(Options.CLUSTER.name())) {
            models.put(name, new ModelConfig(name, reader(name).model()));
        } else {
            ConfigSections.Entry entry = entries.get(Options.MODEL.name());
            problems.fatal(entry.file(), entry.line(), "Parameter \"cluster\" is required in [" + name + "] section.");
        }
    }

    private ServerConfig withActiveModel(ServerConfig server) {
        String name = activeModelName(server);
        if (name.isEmpty()) {
            return server;
        }
        ModelConfig model = models.get(name);
        if (model == null) {
            return server.disabledBecause("Model '" + name + "' is set as the active model for the server '"
                    + server.name() + "' but the model does not exist.");
        }
        var mismatch = ModelLayer.mismatch(server, model);
        if (mismatch.isPresent()) {
            errors.add(mismatch.get());
            return server;
        }
        return ModelLayer.apply(server, model).config();
    }

    private String activeModelName(ServerConfig server) {
        Path file = server.activeModelFile();
        try {
            return SmallFile.text(file, 4096).strip();
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            errors.add("cannot read the active model of server '" + server.name() + "' from " + file + ": "
                    + StorageException.reason(e));
            return "";
        }
    }
}
