package org.barman4j.postgres.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;

/** Looks for the programs of PostgreSQL that take backups and receive WAL, and compares them with the server. */
final class ClientProgramStatus {
    private final LiveServer server;
    private final ServerConfig config;
    private final Host host;
    private final Map<String, Object> values = new HashMap<>();

    ClientProgramStatus(LiveServer server, Host host) {
        this.server = server;
        this.config = server.config();
        this.host = host;
    }

    RemoteStatus read() {
        if (config.is(Options.STREAMING_ARCHIVER)) {
            receiver();
        }
        if (config.hasStreamedBackups()) {
            backup();
        }
        return new RemoteStatus(values);
    }

    private void receiver() {
        Optional<ClientProgram> program = look("pg_receivexlog", "pg_receivewal", "pg_receivexlog");
        values.put("pg_receivexlog_supports_slots", null);
        values.put("pg_receivexlog_synchronous", null);
        Optional<Boolean> fits = program.flatMap(this::fits);
        values.put("pg_receivexlog_compatible", fits.orElse(null));
        if (fits.isPresent()) {
            values.put("pg_receivexlog_supports_slots", fits.get());
            values.put("pg_receivexlog_synchronous", fits.get() ? synchronous() : (Object) false);
        }
    }

    private void backup() {
        Optional<ClientProgram> program = look("pg_basebackup", "pg_basebackup");
        values.put("pg_basebackup_compatible", program.flatMap(this::fits).orElse(null));
        values.put("pg_basebackup_bwlimit", program.map(found -> true).orElse(null));
        values.put("pg_basebackup_tbls_mapping", program.map(found -> true).orElse(null));
    }

    private Optional<ClientProgram> look(String label, String... names) {
        Optional<ClientProgram> program = ClientProgram.find(host, config.searchPath(), names);
        values.put(label + "_installed", program.isPresent());
        values.put(
                label + "_path", program.map(found -> found.path().toString()).orElse(null));
        values.put(
                label + "_version",
                program.map(ClientProgram::fullVersion)
                        .filter(text -> !text.isEmpty())
                        .orElse(null));
        return program;
    }

    /** Whether a program works with the server: it must not be of an older major version. */
    private Optional<Boolean> fits(ClientProgram program) {
        Optional<PgVersion> own = program.version().map(PgVersion::majorVersion);
        Optional<PgVersion> other = server.streamingVersion().map(PgVersion::majorVersion);
        if (own.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(own.get().compareTo(other.get()) >= 0);
    }

    /** Whether the server waits for this receiver when it commits; null if that is not known. */
    private Object synchronous() {
        RemoteStatus status = server.postgres();
        if (status.get("server_txt_version").isEmpty()) {
            return null;
        }
        List<?> names =
                status.get("synchronous_standby_names").map(List.class::cast).orElse(List.of());
        String own = config.get(Options.STREAMING_ARCHIVER_NAME).orElse("");
        return names.isEmpty() ? names : (Object) (names.contains("*") || names.contains(own));
    }
}
