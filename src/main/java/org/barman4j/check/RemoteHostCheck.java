package org.barman4j.check;

import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.report.BarmanException;
import org.barman4j.text.Reason;

/** Whether the host that files are copied from, or the primary node, can be reached by ssh without being asked anything. */
final class RemoteHostCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        ServerConfig config = server.config();
        if (!server.hasBackupMethod()) {
            return;
        }
        if (config.isPassive()) {
            reach(server, config.get(Options.PRIMARY_SSH_COMMAND).orElse(""), "Barman primary node", log);
            return;
        }
        String method = config.required(Options.BACKUP_METHOD);
        if (!method.equals("rsync") && !method.equals("snapshot")) {
            return;
        }
        Optional<RemoteHost> host =
                reach(server, config.get(Options.SSH_COMMAND).orElse(""), "PostgreSQL server", log);
        if (host.isPresent() && !server.isUp()) {
            backupLabel(server, host.get(), log);
        }
    }

    private static Optional<RemoteHost> reach(CheckedServer server, String command, String label, CheckLog log) {
        String advice = "Try as the user that runs barman: " + command + " true";
        try {
            RemoteHost host = server.host(command);
            CommandResult result = host.run(Command.of("true"));
            if (!result.succeeded()) {
                log.failed(
                        "ssh",
                        "Connection failed using '" + String.join(" ", host.argv()) + "' return code "
                                + result.status(),
                        Reason.sentence(result.complaints()) + advice);
                return Optional.empty();
            }
            log.passed("ssh", label);
            if (!result.output().isEmpty() || !result.complaints().isEmpty()) {
                log.failed(
                        "ssh output clean",
                        "the configured ssh_command must not add anything to the remote command output",
                        "Remove what prints at login on the other host (.bashrc, banner). " + advice);
            }
            return Optional.of(host);
        } catch (CommandFailedException e) {
            log.failed("ssh", "Unable to execute " + command.strip().split("\\s+", 2)[0], advice);
        } catch (BarmanException e) {
            log.failed("ssh", e.getMessage(), advice);
        }
        return Optional.empty();
    }

    /** A server that is down with the label of a backup in its directory won't start by itself. */
    private static void backupLabel(CheckedServer server, Host host, CheckLog log) {
        Optional<String> directory = server.backups()
                .newest(backup -> backup.status() != BackupStatus.EMPTY)
                .flatMap(backup -> backup.text(BackupField.PGDATA));
        if (directory.isPresent()
                && host.run(Command.of("test", "-e", directory.get() + "/backup_label"))
                        .succeeded()) {
            log.failed(
                    "backup_label",
                    "Check that the PostgreSQL server is up and no 'backup_label' file is in PGDATA.",
                    "Look at PostgreSQL's own log on its host before you remove " + directory.get() + "/backup_label.");
        }
    }
}
