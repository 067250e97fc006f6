package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.barman4j.config.Configuration;
import org.barman4j.config.ServerConfig;

/** Configuration values as {@code diagnose} prints them, with the files that they come from if that is asked for. */
public final class DiagnosedValues {
    private final Configuration configuration;
    private final boolean withSources;

    public DiagnosedValues(Configuration configuration, boolean withSources) {
        this.configuration = configuration;
        this.withSources = withSources;
    }

    /** The options of a server that are in force. */
    SortedMap<String, Object> of(ServerConfig server) {
        return print(SettingsInForce.of(server), option -> configuration.source(server, option));
    }

    /** Values of a section. */
    SortedMap<String, Object> of(String section, Map<String, ?> values) {
        return print(values, option -> configuration.source(section, option));
    }

    private SortedMap<String, Object> print(Map<String, ?> values, Function<String, Optional<Path>> sources) {
        SortedMap<String, Object> members = JsonValues.of(values);
        if (withSources) {
            members.replaceAll((name, value) -> {
                Map<String, Object> pair = new TreeMap<>();
                pair.put("source", sources.apply(name).map(Path::toString).orElse("default"));
                pair.put("value", value);
                return pair;
            });
        }
        return members;
    }
}
