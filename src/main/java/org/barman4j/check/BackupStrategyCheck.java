package org.barman4j.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.RemoteStatus;

/** Whether files can be copied while the server runs: local access to them, and a server that can be put into backup mode. */
final class BackupStrategyCheck implements Check {
    private static final int VERSION_15 = 150_000;

    @Override
    public void run(CheckedServer server, CheckLog log) {
        ServerConfig config = server.config();
        String method = config.required(Options.BACKUP_METHOD);
        if (config.isPassive() || config.hasStreamedBackups() || !server.hasBackupMethod()) {
            return;
        }
        if (method.equals("local-rsync")) {
            local(server, log);
        }
        if (config.required(Options.BACKUP_OPTIONS).contains("exclusive_backup")) {
            exclusive(server, log);
        } else {
            concurrent(server, log);
        }
        if (method.equals("snapshot") && !config.isDisabled()) {
            log.failed(
                    "snapshot provider",
                    "this version of barman4j has no provider of snapshots",
                    "Use the backup method postgres or rsync.");
        }
    }

    private static void local(CheckedServer server, CheckLog log) {
        Optional<String> directory = server.live().postgres().text("data_directory");
        boolean there = directory.isPresent() && Files.isDirectory(Path.of(directory.get()));
        String hint = there || directory.isEmpty() ? "Access to local PGDATA" : "no such directory: " + directory.get();
        log.passed("local PGDATA", hint);
    }

    private static void exclusive(CheckedServer server, CheckLog log) {
        RemoteStatus status = server.live().postgres();
        boolean recovering = status.is("is_in_recovery");
        log.require(
                "not in recovery",
                !recovering,
                "cannot perform exclusive backup on a standby",
                "Set backup_options = concurrent_backup.");
        Optional<PgVersion> version = server.live().session().map(PostgresSession::version);
        boolean supported = version.isPresent() && !version.get().atLeast(VERSION_15);
        String hint = version.map(found -> "exclusive backups not supported on PostgreSQL " + found.major())
                .orElse("unable to determine postgres version");
        log.require("exclusive backup supported", supported, hint, "Set backup_options = concurrent_backup.");
    }

    private static void concurrent(CheckedServer server, CheckLog log) {
        Optional<PgVersion> version = server.live().session().map(PostgresSession::version);
        if (version.isPresent() && version.get().compareTo(PgVersion.MINIMAL) < 0) {
            log.failed(
                    "postgres minimal version",
                    "unsupported PostgresSQL version " + version.get().major() + ". Expecting " + PgVersion.MINIMAL
                            + " or above.",
                    "Upgrade PostgreSQL.");
        }
    }
}
