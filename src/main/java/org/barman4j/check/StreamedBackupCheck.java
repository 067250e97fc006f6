package org.barman4j.check;

import org.barman4j.postgres.live.RemoteStatus;

/** For backups over the replication protocol: whether {@code pg_basebackup} is there and goes with the server. */
final class StreamedBackupCheck implements Check {
    static final String INSTALL =
            "Install PostgreSQL's client programs in the server's version, and name their directory in path_prefix.";

    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (server.config().isPassive() || !server.config().hasStreamedBackups()) {
            return;
        }
        RemoteStatus status = server.live().tools();
        log.add("pg_basebackup", status.is("pg_basebackup_installed"), "", INSTALL);
        boolean compatible = status.is("pg_basebackup_compatible");
        log.require("pg_basebackup compatible", compatible, versions(server, status), INSTALL);
        if (server.isUp()) {
            boolean mapping = status.is("pg_basebackup_tbls_mapping");
            log.require(
                    "pg_basebackup supports tablespaces mapping",
                    mapping,
                    "pg_basebackup 9.4 or higher is required for tablespaces support",
                    INSTALL);
        }
    }

    private static String versions(CheckedServer server, RemoteStatus status) {
        String other = server.live().hasStreaming()
                ? server.live().streamingVersion().map(Object::toString).orElse("None")
                : "Unknown";
        return "PostgreSQL version: " + other + ", pg_basebackup version: "
                + status.text("pg_basebackup_version").orElse("Unknown");
    }
}
