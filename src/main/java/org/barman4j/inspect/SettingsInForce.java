package org.barman4j.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.retention.RetentionPolicy;

/** The options of a server with the values that commands go by, under the options' names. A value may be null. */
public final class SettingsInForce {
    private static final String NAME = "name";

    private SettingsInForce() {}

    static SortedMap<String, Object> of(ServerConfig server) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (ConfigOption<?> option : Options.all()) {
            Object value = server.get(option).orElse(null);
            if (option.forServers() && (value != null || !Options.isOurs(option))) {
                values.put(option.name(), value);
            }
        }
        Optional<RetentionPolicy> policy = Retention.policy(server);
        if (policy.isPresent()) {
            values.put(Options.RETENTION_POLICY.name(), policy.get().toString());
            values.put(Options.WAL_RETENTION_POLICY.name(), "MAIN");
        }
        values.put(NAME, server.name());
        return values;
    }

    /** The same as one node tells another: in the order in which Barman knows the options, and as JSON has them. */
    public static Map<String, Object> told(ServerConfig server) {
        SortedMap<String, Object> values = of(server);
        Map<String, Object> told = new LinkedHashMap<>();
        for (ConfigOption<?> option : Options.all()) {
            if (values.containsKey(option.name())) {
                told.put(option.name(), JsonValues.of(values.get(option.name())));
            }
        }
        told.put(NAME, server.name());
        return told;
    }
}
