package org.barman4j.containers;

import static org.barman4j.testing.AnswerAssert.assertThat;

import java.time.Duration;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.testcontainers.containers.GenericContainer;

/** The backup host: the project's image, whose first process does maintenance every minute. */
final class BackupMachine extends Machine {
    static final String USER = "barman";

    BackupMachine(String name, GenericContainer<?> container) {
        super(name, container);
        startSshd();
    }

    @Override
    void restart() {
        super.restart();
        startSshd();
    }

    private void startSshd() {
        run("root", "/usr/sbin/sshd").mustSucceed();
    }

    /** Writes the configuration of a server. */
    void serve(String server, String text) {
        write("/etc/barman.d/" + server + ".conf", "[" + server + "]\n" + text);
    }

    /** Calls the program as its user. */
    Answer barman(String line) {
        return run(USER, "bash", "-c", "barman " + line);
    }

    /** Does maintenance now rather than at the next full minute. */
    void cron() {
        assertThat(barman("cron")).succeeds();
    }

    /** Has maintenance done until the server's receiver runs. */
    void awaitReceiver(String server) {
        Eventually.holds("a receiver runs for " + server, Duration.ofSeconds(60), () -> {
            barman("cron");
            return isReceiving(server);
        });
    }

    /** Waits for the server's receiver, and for its first WAL, without which no backup is taken. */
    void awaitWal(String server) {
        awaitReceiver(server);
        assertThat(barman("switch-wal --force --archive --archive-timeout 60 " + server))
                .succeeds();
    }

    boolean isReceiving(String server) {
        return barman("list-processes " + server).out().contains("receive-wal");
    }

    /** Takes a backup that is complete in the end, and returns its id. */
    String backup(String server, String options) {
        assertThat(barman(("backup --wait --wait-timeout 120 " + options).strip() + " " + server))
                .succeeds();
        return ids(server).get(0);
    }

    /** The newest first. */
    List<String> ids(String server) {
        return barman("list-backups --minimal " + server)
                .mustSucceed()
                .out()
                .lines()
                .toList();
    }

    /** What became of a backup. */
    String status(String server, String id) {
        return fact(server, id, "Status");
    }

    /** What {@code show-backup} tells first under this name. */
    String fact(String server, String id, String name) {
        return barman("show-backup " + server + " " + id)
                .mustSucceed()
                .out()
                .lines()
                .filter(line -> line.strip().startsWith(name + " "))
                .map(line -> line.replaceFirst(".*?: ", ""))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a large file is on its way, and some of it is here. */
    void awaitCopying(String server) {
        String started = "find /var/lib/barman/" + server + "/base/*/data/base -size +1M | grep -q .";
        Eventually.holds(
                "a file is being copied", () -> run(USER, "sh", "-c", started).status() == 0);
    }

    /** Waits for a segment of WAL to be in the archive, doing maintenance meanwhile. */
    void awaitArchived(String server, String segment) {
        Eventually.holds(segment + " is archived", Duration.ofSeconds(90), () -> {
            barman("cron");
            return barman("get-wal --peek 1 " + server + " " + segment)
                    .out()
                    .strip()
                    .equals(segment);
        });
    }

    /** Restores into the place of a host's cluster. */
    Answer restore(String server, String options, String id, DatabaseMachine target) {
        return barman("restore --remote-ssh-command 'ssh postgres@%s' %s %s %s %s"
                .formatted(target.name(), options, server, id, DatabaseMachine.DATA));
    }
}
