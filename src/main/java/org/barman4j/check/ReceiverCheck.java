package org.barman4j.check;

import org.barman4j.config.Options;
import org.barman4j.postgres.live.RemoteStatus;

/** For WAL over the replication protocol: whether the program that receives it is there, fits, and runs. */
final class ReceiverCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (server.config().isPassive() || !server.config().is(Options.STREAMING_ARCHIVER)) {
            return;
        }
        RemoteStatus status = server.live().tools();
        log.add("pg_receivexlog", status.is("pg_receivexlog_installed"), "", StreamedBackupCheck.INSTALL);
        boolean compatible = status.is("pg_receivexlog_compatible");
        String versions = "PostgreSQL version: "
                + server.live().streamingVersion().map(Object::toString).orElse("None")
                + ", pg_receivexlog version: "
                + status.text("pg_receivexlog_version").orElse("None");
        log.require("pg_receivexlog compatible", compatible, versions, StreamedBackupCheck.INSTALL);
        boolean running = server.processes().list().processes().stream()
                .anyMatch(process -> process.task().equals("receive-wal"));
        log.require(
                "receive-wal running",
                running,
                "See the Barman log file for more details",
                "Run 'barman cron', which starts it, or 'barman receive-wal " + server.name()
                        + "' to see why it fails.");
    }
}
