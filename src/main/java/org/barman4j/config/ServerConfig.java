package org.barman4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one server. Immutable: a command line or a model that overrides something makes a new one. */
public final class ServerConfig {
    private final String name;
    private final GlobalConfig global;
    private final Map<ConfigOption<?>, Object> values;
    private final List<String> messages;
    private final String activeModel;

    ServerConfig(String name, GlobalConfig global, Map<ConfigOption<?>, Object> values) {
        this(name, global, values, List.of(), "");
    }

    private ServerConfig(
            String name,
            GlobalConfig global,
            Map<ConfigOption<?>, Object> values,
            List<String> messages,
            String activeModel) {
        this.name = name;
        this.global = global;
        this.values = values;
        this.messages = messages;
        this.activeModel = activeModel;
    }

    public String name() {
        return name;
    }

    public GlobalConfig global() {
        return global;
    }

    /** What is wrong with this server's settings; the first one is shown when a command refuses the server. */
    public List<String> messages() {
        return messages;
    }

    /** The model laid over this server. */
    public Optional<String> activeModel() {
        return activeModel.isEmpty() ? Optional.empty() : Optional.of(activeModel);
    }

    /** The value of an option, if it has one. */
    public <T> Optional<T> get(ConfigOption<T> option) {
        return Optional.ofNullable(value(option));
    }

    /** Whether an option is on. */
    public boolean is(ConfigOption<Boolean> option) {
        return Boolean.TRUE.equals(value(option));
    }

    /** The value of an option that always has one, because it has a default. */
    public <T> T required(ConfigOption<T> option) {
        T value = value(option);
        if (value == null) {
            throw new IllegalStateException("option " + option + " of server " + name + " has no value");
        }
        return value;
    }

    /** A directory of this server. */
    public Path path(ConfigOption<String> option) {
        return Path.of(required(option));
    }

    /** Where backups' metadata lives, beside the directories that are configured. */
    public Path metaDirectory() {
        return path(Options.BACKUP_DIRECTORY).resolve("meta");
    }

    /** Where the name of the model laid over this server is remembered. */
    public Path activeModelFile() {
        return path(Options.BACKUP_DIRECTORY).resolve(".active-model.auto");
    }

    public boolean isActive() {
        return is(Options.ACTIVE);
    }

    /** Whether its settings keep this server from being used. */
    public boolean isDisabled() {
        return is(Options.DISABLED);
    }

    /** What stands behind its name wherever it is shown: that it is out of service, or nothing. */
    public String remark() {
        if (!isActive()) {
            return "(inactive)";
        }
        return isDisabled() ? "(WARNING: disabled)" : "";
    }

    /** Whether this server's backups come from another Barman instead of PostgreSQL. */
    public boolean isPassive() {
        return value(Options.PRIMARY_SSH_COMMAND) != null;
    }

    /** Whether backups come over the replication protocol. */
    public boolean hasStreamedBackups() {
        return required(Options.BACKUP_METHOD).equals("postgres");
    }

    /** Where this server's programs are looked for: {@code path_prefix}, and then where everything is. */
    public String searchPath() {
        String system = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return get(Options.PATH_PREFIX).map(prefix -> prefix + ":" + system).orElse(system);
    }

    /** Kilobytes a second that a copy may use, 0 for no limit. Counts for a server that is ready for use. */
    public int bandwidthLimit() {
        return values.get(Options.BANDWIDTH_LIMIT) instanceof Integer limit ? limit : 0;
    }

    /** The same for a tablespace, which may have a limit of its own. */
    public int bandwidthLimit(String tablespace) {
        return values.get(Options.TABLESPACE_BANDWIDTH_LIMIT) instanceof Map<?, ?> limits
                        && limits.get(tablespace) instanceof Integer limit
                ? limit
                : bandwidthLimit();
    }

    /** With the connections for WAL alone in place of the general ones, as far as they are configured. */
    public ServerConfig forWal() {
        Optional<String> streaming = get(Options.WAL_STREAMING_CONNINFO);
        Optional<String> normal = get(Options.WAL_CONNINFO).or(() -> streaming);
        ServerConfig changed = streaming.isEmpty() ? this : with(Options.STREAMING_CONNINFO, streaming.get());
        return normal.isEmpty() ? changed : changed.with(Options.CONNINFO, normal.get());
    }

    public <T> ServerConfig with(ConfigOption<T> option, T value) {
        return withRaw(option, value);
    }

    /** Without a value for the option, not even its default. */
    public ServerConfig without(ConfigOption<?> option) {
        return withRaw(option, null);
    }

    ServerConfig withRaw(ConfigOption<?> option, Object value) {
        Map<ConfigOption<?>, Object> changed = new HashMap<>(values);
        if (value == null) {
            changed.remove(option);
        } else {
            changed.put(option, value);
        }
        return new ServerConfig(name, global, changed, messages, activeModel);
    }

    /** With one more reason why it can't be used, which also disables it. */
    ServerConfig disabledBecause(String message) {
        List<String> more = new ArrayList<>(messages);
        more.add(message);
        ServerConfig disabled = withRaw(Options.DISABLED, true);
        return new ServerConfig(name, global, disabled.values, Collections.unmodifiableList(more), activeModel);
    }

    ServerConfig withActiveModel(String model) {
        return new ServerConfig(name, global, values, messages, model);
    }

    Object raw(ConfigOption<?> option) {
        return values.get(option);
    }

    @SuppressWarnings("unchecked") // only SectionReader and with() put values in, by the option's own type
    private <T> T value(ConfigOption<T> option) {
        return (T) values.get(option);
    }
}
