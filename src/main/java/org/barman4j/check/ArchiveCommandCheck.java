package org.barman4j.check;

import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.postgres.live.RemoteStatus;

/** For WAL that the server sends by itself: whether it is told to, and succeeds. */
final class ArchiveCommandCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (server.config().isPassive() || !server.config().is(Options.ARCHIVER)) {
            return;
        }
        RemoteStatus status = server.live().archiver();
        Optional<String> mode = status.text("archive_mode");
        if (mode.isEmpty()) {
            return;
        }
        boolean on = mode.get().equals("on") || mode.get().equals("always");
        log.require(
                "archive_mode",
                on,
                "please set it to 'on' or 'always'",
                "In PostgreSQL: ALTER SYSTEM SET archive_mode = 'on', then restart it.");
        String command = status.text("archive_command").orElse("");
        if (command.isEmpty() || command.equals("(disabled)")) {
            log.failed(
                    "archive_command",
                    "please set it accordingly to documentation",
                    "In PostgreSQL: ALTER SYSTEM SET archive_command = 'barman-wal-archive BACKUP_HOST " + server.name()
                            + " %p', then SELECT pg_reload_conf().");
            return;
        }
        log.passed("archive_command");
        if (status.get("is_archiving").isPresent()) {
            log.add(
                    "continuous archiving",
                    status.is("is_archiving"),
                    "",
                    "Look for the error of archive_command in PostgreSQL's log; the last WAL file that failed is "
                            + status.text("last_failed_wal").orElse("unknown") + ".");
        }
    }
}
