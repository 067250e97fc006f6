package org.barman4j.postgres.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Supplier;
import org.barman4j.postgres.PostgresException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server all that Barman wants to know of it. What can't be found out is left without a value. */
final class PostgresStatusReader {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStatusReader.class);
    private static final int VERSION_13 = 130_000;

    /** What is there, without a value, even if the server can't be reached. */
    private static final List<String> ALWAYS = List.of(
            "data_directory",
            "server_txt_version",
            "is_superuser",
            "is_in_recovery",
            "current_xlog",
            "replication_slot_support",
            "replication_slot",
            "synchronous_standby_names",
            "postgres_systemid",
            "version_supported");

    private static final List<String> SETTINGS = List.of(
            "wal_level",
            "hot_standby",
            "max_wal_senders",
            "data_checksums",
            "max_replication_slots",
            "wal_compression");

    private final PostgresSession session;
    private final Map<String, Object> values = emptyValues();

    PostgresStatusReader(PostgresSession session) {
        this.session = session;
    }

    /** The status of a server that can't be reached. */
    static RemoteStatus unreachable() {
        return new RemoteStatus(emptyValues());
    }

    private static Map<String, Object> emptyValues() {
        Map<String, Object> values = new HashMap<>();
        ALWAYS.forEach(name -> values.put(name, null));
        return values;
    }

    RemoteStatus read(Optional<String> slot) {
        Privileges privileges = new Privileges(session);
        put("has_backup_privileges", privileges::backup);
        boolean backup = Boolean.TRUE.equals(values.get("has_backup_privileges"));
        put("has_monitoring_privileges", privileges::monitoring);
        put("is_superuser", privileges::superuser);
        settings(backup);
        put("is_in_recovery", () -> Optional.of(session.isInRecovery()));
        put("server_txt_version", () -> session.value("SELECT version()").map(text -> shortVersion(text.toString())));
        values.put("version_supported", session.version().compareTo(PgVersion.MINIMAL) >= 0);
        put(
                "xlog_segment_size",
                () -> Optional.of(WalPosition.segmentSize(session).bytes()));
        Optional<WalPosition> position = attempt("the WAL position", () -> Optional.of(WalPosition.current(session)));
        values.put("current_lsn", position.map(WalPosition::location).orElse(null));
        values.put("current_xlog", position.flatMap(WalPosition::fileName).orElse(null));
        values.put("current_size", null);
        if (backup) {
            put("current_size", () -> session.value("SELECT sum(pg_tablespace_size(oid)) FROM pg_tablespace"));
        }
        values.put("replication_slot_support", true);
        slot.ifPresent(name -> put("replication_slot", () -> ReplicationSlot.find(session, name)));
        put("synchronous_standby_names", () -> session.setting("synchronous_standby_names")
                .map(PostgresStatusReader::names));
        put("postgres_systemid", session::systemId);
        return new RemoteStatus(values);
    }

    private void settings(boolean backup) {
        if (backup) {
            put("data_directory", () -> session.setting("data_directory"));
        }
        List<String> names = new ArrayList<>(SETTINGS);
        names.add(session.version().atLeast(VERSION_13) ? "wal_keep_size" : "wal_keep_segments");
        names.forEach(name -> values.put(name, null));
        attempt("the settings", () -> {
            for (Map<String, Object> row : session.rows(
                    "SELECT name, current_setting(name) AS value FROM pg_settings"
                            + " WHERE name = ANY (string_to_array(?, ','))",
                    String.join(",", names))) {
                values.put(row.get("name").toString(), row.get("value"));
            }
            return Optional.empty();
        });
        for (String name : List.of("archive_timeout", "checkpoint_timeout")) {
            put(name, () -> session.value("SELECT setting::bigint FROM pg_settings WHERE name = ?", name));
        }
        attempt("the configuration files", () -> {
            for (Map<String, Object> row : session.rows("SELECT name, setting FROM pg_settings"
                    + " WHERE name IN ('config_file', 'hba_file', 'ident_file')")) {
                values.put(row.get("name").toString(), row.get("setting"));
            }
            List<Object> included = new ArrayList<>();
            for (Map<String, Object> row : session.rows("SELECT DISTINCT sourcefile FROM pg_settings"
                    + " WHERE sourcefile IS NOT NULL AND sourcefile NOT IN"
                    + " (SELECT setting FROM pg_settings WHERE name = 'config_file') ORDER BY 1")) {
                included.add(row.get("sourcefile"));
            }
            if (!included.isEmpty()) {
                values.put("included_files", included);
            }
            return Optional.empty();
        });
    }

    private <T> void put(String name, Supplier<Optional<T>> question) {
        values.put(name, attempt(name, question).orElse(null));
    }

    private static <T> Optional<T> attempt(String subject, Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (PostgresException e) {
            LOG.debug("Error retrieving {}: {}", subject, e.getMessage());
            return Optional.empty();
        }
    }

    /** The version in what {@code version()} says; EnterpriseDB's old servers add a number of their own to it. */
    private static String shortVersion(String text) {
        StringTokenizer words = new StringTokenizer(text);
        String platform = words.nextToken();
        String version = words.hasMoreTokens() ? words.nextToken() : "";
        int last = version.lastIndexOf('.');
        return platform.equals("EnterpriseDB") && last > 0 ? version.substring(0, last) : version;
    }

    /** The names in a setting such as {@code 2 (one, "two")}. */
    private static List<String> names(String setting) {
        int start = setting.indexOf('(') + 1;
        int end = setting.lastIndexOf(')');
        String list = setting.substring(start, end < start ? setting.length() : end);
        List<String> names = new ArrayList<>();
        for (String name : list.split(",", -1)) {
            String stripped = name.strip();
            boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
            names.add(quoted ? stripped.substring(1, stripped.length() - 1) : stripped);
        }
        return names;
    }
}
