package org.barman4j.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.barman4j.text.PythonLiteral;

/**
 * What Barman makes of a server's settings when a command is about to use the server.
 *
 * <p>Settings that contradict each other disable the server; others are put right with a warning. Nothing here asks a
 * live server.
 */
public final class ServerRules {
    private static final String CONCURRENT = "concurrent_backup";
    private static final String EXCLUSIVE = "exclusive_backup";

    private final List<String> warnings = new ArrayList<>();
    private ServerConfig config;

    private ServerRules(ServerConfig config) {
        this.config = config;
    }

    /**
     * A server ready for use.
     *
     * @param warnings what the user should be told on the terminal
     */
    public record Outcome(ServerConfig config, List<String> warnings) {}

    public static Outcome apply(ServerConfig config) {
        ServerRules rules = new ServerRules(config);
        rules.name();
        if (!config.isPassive()) {
            rules.connections();
        }
        rules.backupMethod();
        if (!config.isPassive()) {
            rules.archivers();
        }
        rules.limits();
        rules.minimumRedundancy();
        rules.retention();
        return new Outcome(rules.config, List.copyOf(rules.warnings));
    }

    private void name() {
        if (!SectionName.isUsable(config.name())) {
            disable("a server name must not start with a dot, contain a slash or control characters, or be a reserved"
                    + " word: " + PythonLiteral.print(config.name()));
        }
    }

    private void connections() {
        if (absent(Options.CONNINFO)) {
            disable("PostgreSQL connection: Missing 'conninfo' parameter for server '" + config.name() + "'");
        } else {
            connection("PostgreSQL connection", Options.CONNINFO);
            connection("PostgreSQL connection", Options.PRIMARY_CONNINFO);
        }
        if (method().equals("postgres") || config.is(Options.STREAMING_ARCHIVER)) {
            if (absent(Options.STREAMING_CONNINFO)) {
                disable("Streaming connection: Missing 'streaming_conninfo' parameter for server '" + config.name()
                        + "'");
            } else {
                connection("Streaming connection", Options.STREAMING_CONNINFO);
            }
        }
    }

    private void connection(String label, ConfigOption<String> option) {
        Optional<String> conninfo = config.get(option);
        if (conninfo.isPresent() && !ConninfoSyntax.isValid(conninfo.get())) {
            disable(label + ": Cannot connect to postgres: \"" + conninfo.get()
                    + "\" is not a valid connection string");
        }
    }

    private void backupMethod() {
        if (config.isPassive()) {
            if (config.get(Options.PRIMARY_SSH_COMMAND).orElse("").isBlank()) {
                disable("Invalid primary_ssh_command in barman configuration for server " + config.name());
            }
            return;
        }
        switch (method()) {
            case "postgres" -> postgres();
            case "local-rsync" -> rsync(true);
            case "snapshot" -> snapshot();
            default -> rsync(false);
        }
    }

    private void postgres() {
        WordSet options = config.required(Options.BACKUP_OPTIONS);
        if (options.contains(EXCLUSIVE)) {
            warnings.add("'exclusive_backup' is not a valid backup_option using postgres backup_method. "
                    + "Overriding with 'concurrent_backup'.");
        }
        config = config.with(Options.BACKUP_OPTIONS, options.without(EXCLUSIVE).with(CONCURRENT));
        refuse(present(Options.TABLESPACE_BANDWIDTH_LIMIT), Options.TABLESPACE_BANDWIDTH_LIMIT, "postgres");
        refuse(reusesBackup(), Options.REUSE_BACKUP, "postgres");
        refuse(config.is(Options.NETWORK_COMPRESSION), Options.NETWORK_COMPRESSION, "postgres");
    }

    private void rsync(boolean local) {
        if (sshAndStrategy(local)) {
            refuse(present(Options.BACKUP_COMPRESSION), Options.BACKUP_COMPRESSION, "rsync");
        }
    }

    /** Whether the method can be used at all. */
    private boolean sshAndStrategy(boolean local) {
        boolean ssh = !config.get(Options.SSH_COMMAND).orElse("").isBlank();
        if (local && ssh) {
            disable("Local copy requires ssh_command in barman configuration to be empty for server " + config.name());
            return false;
        }
        if (!local && !ssh) {
            disable("Missing or invalid ssh_command in barman configuration for server " + config.name());
            return false;
        }
        WordSet options = config.required(Options.BACKUP_OPTIONS);
        if (!options.contains(CONCURRENT) && !options.contains(EXCLUSIVE)) {
            config = config.with(Options.BACKUP_OPTIONS, options.with(CONCURRENT));
            warnings.add(
                    "No backup strategy set for server '" + config.name() + "' (using default 'concurrent_backup').");
        }
        return true;
    }

    private void snapshot() {
        if (!sshAndStrategy(false)) {
            return;
        }
        refuse(present(Options.BACKUP_COMPRESSION), Options.BACKUP_COMPRESSION, "snapshot");
        refuse(present(Options.BANDWIDTH_LIMIT), Options.BANDWIDTH_LIMIT, "snapshot");
        refuse(config.is(Options.NETWORK_COMPRESSION), Options.NETWORK_COMPRESSION, "snapshot");
        refuse(present(Options.TABLESPACE_BANDWIDTH_LIMIT), Options.TABLESPACE_BANDWIDTH_LIMIT, "snapshot");
        refuse(reusesBackup(), Options.REUSE_BACKUP, "snapshot");
        for (ConfigOption<?> option :
                List.of(Options.SNAPSHOT_DISKS, Options.SNAPSHOT_INSTANCE, Options.SNAPSHOT_PROVIDER)) {
            if (absent(option)) {
                disable(option + " option is required by snapshot backup_method");
            }
        }
        for (String message : SnapshotRules.problems(config)) {
            disable(message);
        }
    }

    private void archivers() {
        if (!config.is(Options.ARCHIVER) && config.is(Options.STREAMING_ARCHIVER) && absent(Options.SLOT_NAME)) {
            disable("Streaming-only archiver requires 'streaming_conninfo' and 'slot_name' options to be properly"
                    + " configured");
        }
        if (!config.is(Options.ARCHIVER) && !config.is(Options.STREAMING_ARCHIVER)) {
            warnings.add("No archiver enabled for server '" + config.name()
                    + "'. Please turn on 'archiver', 'streaming_archiver' or both");
            warnings.add("Forcing 'archiver = on'");
            config = config.with(Options.ARCHIVER, true);
        }
    }

    private void limits() {
        Optional<Object> limit = config.get(Options.BANDWIDTH_LIMIT);
        if (limit.isPresent()) {
            try {
                config = config.with(
                        Options.BANDWIDTH_LIMIT, PythonInteger.parse(limit.get().toString()));
            } catch (InvalidValueException e) {
                warnings.add("Invalid bandwidth_limit \"" + limit.get() + "\" for server \"" + config.name()
                        + "\" (fallback to \"0\")");
                config = config.without(Options.BANDWIDTH_LIMIT);
            }
        }
        Optional<String> perTablespace = config.get(Options.TABLESPACE_BANDWIDTH_LIMIT);
        if (perTablespace.isPresent()) {
            Map<String, Integer> rules = tablespaceLimits(perTablespace.get());
            config = config.withRaw(Options.TABLESPACE_BANDWIDTH_LIMIT, rules.isEmpty() ? null : rules);
        }
    }

    private Map<String, Integer> tablespaceLimits(String text) {
        Object general = config.get(Options.BANDWIDTH_LIMIT).orElse("");
        Map<String, Integer> rules = new HashMap<>();
        for (StringTokenizer words = new StringTokenizer(text); words.hasMoreTokens(); ) {
            String rule = words.nextToken();
            int colon = rule.indexOf(':');
            try {
                Integer limit = PythonInteger.parse(rule.substring(colon + 1));
                if (colon < 0) {
                    throw new InvalidValueException("no tablespace named");
                }
                if (!limit.equals(general)) {
                    rules.put(rule.substring(0, colon), limit);
                }
            } catch (InvalidValueException e) {
                warnings.add("Invalid tablespace_bandwidth_limit rule '" + rule + "' for server \"" + config.name()
                        + "\" (ignored; rules are name:limit with spaces, not commas, between)");
            }
        }
        return rules;
    }

    private void minimumRedundancy() {
        Object text = config.get(Options.MINIMUM_REDUNDANCY).orElse("");
        int number = 0;
        try {
            number = PythonInteger.parse(text.toString());
            if (number < 0) {
                warnings.add("Negative value of minimum_redundancy \"" + number + "\" for server \"" + config.name()
                        + "\" (fallback to \"0\")");
                number = 0;
            }
        } catch (InvalidValueException e) {
            warnings.add("Invalid minimum_redundancy \"" + text + "\" for server \"" + config.name()
                    + "\" (fallback to \"0\")");
        }
        config = config.with(Options.MINIMUM_REDUNDANCY, number);
    }

    private void retention() {
        onlyValue(Options.RETENTION_POLICY_MODE, "auto", "retention_policy_mode");
        if (present(Options.RETENTION_POLICY)) {
            onlyValue(Options.WAL_RETENTION_POLICY, "main", "wal_retention_policy value");
        }
    }

    private void onlyValue(ConfigOption<String> option, String supported, String label) {
        String value = config.get(option).orElse("None");
        if (!value.equals(supported)) {
            warnings.add("Unsupported " + label + " \"" + value + "\" for server \"" + config.name()
                    + "\" (fallback to \"" + supported + "\")");
            config = config.with(option, supported);
        }
    }

    private void refuse(boolean set, ConfigOption<?> option, String method) {
        if (set) {
            disable(option + " option is not supported by " + method + " backup_method");
        }
    }

    private boolean reusesBackup() {
        String reuse = config.get(Options.REUSE_BACKUP).orElse("off");
        return reuse.equals("copy") || reuse.equals("link");
    }

    private String method() {
        return config.required(Options.BACKUP_METHOD);
    }

    private boolean present(ConfigOption<?> option) {
        return config.raw(option) != null;
    }

    private boolean absent(ConfigOption<?> option) {
        return !present(option);
    }

    private void disable(String message) {
        config = config.disabledBecause(message);
    }
}
