package org.barman4j.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that the configuration files say: servers and models by name, and what is wrong between servers. */
public final class Configuration {
    private final GlobalConfig global;
    private final ConfigSections sections;
    private final SortedMap<String, ServerConfig> servers;
    private final SortedMap<String, ModelConfig> models;
    private final List<String> conflicts;
    private final List<String> errors;

    Configuration(
            GlobalConfig global,
            ConfigSections sections,
            SortedMap<String, ServerConfig> servers,
            SortedMap<String, ModelConfig> models,
            List<String> conflicts,
            List<String> errors) {
        this.global = global;
        this.sections = sections;
        this.servers = Collections.unmodifiableSortedMap(servers);
        this.models = Collections.unmodifiableSortedMap(models);
        this.conflicts = List.copyOf(conflicts);
        this.errors = List.copyOf(errors);
    }

    public GlobalConfig global() {
        return global;
    }

    /** Every server by name, in order. */
    public SortedMap<String, ServerConfig> servers() {
        return servers;
    }

    /** Every model by name, in order. */
    public SortedMap<String, ModelConfig> models() {
        return models;
    }

    /** Directories that two servers share. As long as there are any, commands refuse to touch servers. */
    public List<String> conflicts() {
        return conflicts;
    }

    /** What else is wrong and has to be told, although commands go on. */
    public List<String> errors() {
        return errors;
    }

    /**
     * What the configuration would be if some options of a section had these texts.
     *
     * @throws ConfigException if no command could use it then
     */
    public Configuration with(String section, Map<String, String> texts) {
        Map<String, String> values = new LinkedHashMap<>();
        texts.forEach((key, text) -> values.put(key, Interpolation.plain(text)));
        ConfigProblems problems = new ConfigProblems();
        ConfigSections changed = sections.with(section, values, global.file());
        Configuration result = new ConfigurationBuilder(global, changed, problems).build();
        problems.throwIfFatal();
        return result;
    }

    /** Every option of {@code [barman]} as it stands there, and what commands make of those that are computed. */
    public SortedMap<String, Object> globalValues() {
        SortedMap<String, Object> values = new TreeMap<>();
        sections.section(ConfigSections.GLOBAL).forEach((key, entry) -> values.put(key, entry.value()));
        values.put(Options.BARMAN_LOCK_DIRECTORY.name(), global.lockDirectory());
        values.put(Options.LOCK_DIRECTORY_CLEANUP.name(), global.lockDirectoryCleanup());
        values.put(Options.CONFIG_CHANGES_QUEUE.name(), global.changesQueue());
        return values;
    }

    /** The file in which an option of a section is set, there or in {@code [barman]}; nothing for a default. */
    public Optional<Path> source(String section, String option) {
        return sections.entry(section, option)
                .or(() -> sections.entry(ConfigSections.GLOBAL, option))
                .map(ConfigSections.Entry::file);
    }

    /** The same for an option of a server, which may come from the model that is laid over it. */
    public Optional<Path> source(ServerConfig server, String name) {
        ConfigOption<?> option = Options.find(name);
        boolean overridden = option != null
                && server.activeModel()
                        .map(active -> models.get(active))
                        .flatMap(model -> model.override(option))
                        .isPresent();
        return source(overridden ? server.activeModel().orElseThrow() : server.name(), name);
    }

    /** The text of an option as its file gives it, if it is set in that very section. */
    public Optional<String> text(String section, String option) {
        return sections.entry(section, option).map(entry -> SectionReader.unquote(entry.value()));
    }
}
