package org.barman4j.check;

import java.util.Optional;
import java.util.function.Supplier;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.live.RemoteStatus;
import org.barman4j.text.Reason;

/** Whether the server can be talked to, and may be asked for backups and WAL. Nothing of it applies to a passive node. */
final class PostgresCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (server.config().isPassive()) {
            return;
        }
        RemoteStatus status = server.live().postgres();
        if (!server.isUp()) {
            log.failed("PostgreSQL", "", noConnection(server));
            return;
        }
        if (status.isNot("version_supported")) {
            log.failed(
                    "PostgreSQL",
                    "unsupported version: PostgreSQL server is too old ("
                            + status.text("server_txt_version").orElse("") + " < " + PgVersion.MINIMAL + ".0)",
                    "Upgrade PostgreSQL.");
            return;
        }
        log.passed("PostgreSQL");
        privileges(server, status, log);
        streaming(server.live().hasStreaming() ? server.live().streaming() : RemoteStatus.NONE, "", server, log);
        walLevel(status, "", log);
        if (server.config().get(Options.PRIMARY_CONNINFO).isPresent()) {
            standby(server, log);
        }
    }

    private static String noConnection(CheckedServer server) {
        return Reason.sentence(server.live().sessionError()) + "Try: psql -c 'SELECT version()' \""
                + shown(server.config()) + "\"";
    }

    /** The connection string as it can be typed, but for a password. */
    private static String shown(ServerConfig config) {
        String text = config.get(Options.CONNINFO).orElse("");
        try {
            return Conninfo.parse(text).redacted();
        } catch (PostgresException e) {
            return "CONNINFO";
        }
    }

    private static void privileges(CheckedServer server, RemoteStatus status, CheckLog log) {
        if (status.is("has_backup_privileges")) {
            log.passed("superuser or standard user with backup privileges");
        } else if (status.isNot("has_backup_privileges")) {
            log.failed(
                    "no access to backup functions",
                    "privileges for PostgreSQL backup functions are required (see documentation)",
                    "In PostgreSQL: GRANT pg_monitor TO the user of conninfo for server " + server.name()
                            + ", and EXECUTE on the functions that start and stop backups, pg_switch_wal() and"
                            + " pg_create_restore_point(text).");
        }
    }

    /** Whether the replication protocol can be used; the suffix tells one set of connections from another. */
    static void streaming(RemoteStatus status, String suffix, CheckedServer server, CheckLog log) {
        if (status.has("streaming_supported")) {
            boolean known = status.get("streaming_supported").isPresent();
            log.add(
                    "PostgreSQL streaming" + suffix,
                    status.is("streaming"),
                    known ? "" : status.text("connection_error").orElse(""),
                    "Check streaming_conninfo of server " + server.name() + ", that its user has the attribute"
                            + " REPLICATION, and the entry for 'replication' in pg_hba.conf.");
        }
    }

    static void walLevel(RemoteStatus status, String suffix, CheckLog log) {
        if (status.has("wal_level")) {
            boolean minimal = status.text("wal_level").filter("minimal"::equals).isPresent();
            log.require(
                    "wal_level" + suffix,
                    !minimal,
                    "please set it to a higher level than 'minimal'",
                    "In PostgreSQL: ALTER SYSTEM SET wal_level = 'replica', then restart it.");
        }
    }

    private static void standby(CheckedServer server, CheckLog log) {
        boolean isStandby = server.live().isStandby();
        boolean recovering = isStandby && server.live().postgres().is("is_in_recovery");
        log.require(
                "PostgreSQL server is standby",
                recovering,
                "conninfo should point to a standby server if primary_conninfo is set",
                "Remove primary_conninfo, or let conninfo of server " + server.name() + " lead to the standby.");
        if (!isStandby) {
            return;
        }
        boolean primaryRecovering = server.live()
                .primarySession()
                .flatMap(session -> attempt(() -> Optional.of(session.isInRecovery())))
                .orElse(false);
        log.require(
                "Primary server is not a standby",
                !primaryRecovering,
                "primary_conninfo should point to a primary server, not a standby",
                "Let primary_conninfo of server " + server.name() + " lead to the primary.");
        String primaryId = server.live()
                .primarySession()
                .flatMap(session -> attempt(session::systemId))
                .orElse("");
        boolean same =
                server.live().postgres().text("postgres_systemid").orElse("").equals(primaryId);
        log.require(
                "Primary and standby have same system ID",
                same,
                "primary_conninfo and conninfo should point to primary and standby servers which share the"
                        + " same system identifier",
                "Check that both connection strings of server " + server.name() + " lead to the same cluster.");
    }

    private static <T> Optional<T> attempt(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (PostgresException e) {
            return Optional.empty();
        }
    }
}
