package org.barman4j.config;

import java.util.Map;
import java.util.Optional;

/** A named set of options that can be laid over the servers of its cluster. */
public final class ModelConfig {
    private final String name;
    private final Map<ConfigOption<?>, Object> values;

    ModelConfig(String name, Map<ConfigOption<?>, Object> values) {
        this.name = name;
        this.values = values;
    }

    public String name() {
        return name;
    }

    public String cluster() {
        Object cluster = values.get(Options.CLUSTER);
        return cluster == null ? "" : cluster.toString();
    }

    /** The value of an option in this model's section. */
    public Optional<Object> value(ConfigOption<?> option) {
        return Optional.ofNullable(values.get(option));
    }

    /** The value that this model gives to an option, if it gives one. */
    public Optional<Object> override(ConfigOption<?> option) {
        boolean identity = option.equals(Options.CLUSTER) || option.equals(Options.MODEL);
        return identity ? Optional.empty() : Optional.ofNullable(values.get(option));
    }
}
