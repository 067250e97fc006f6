package org.barman4j.sync;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.barman4j.catalog.DamagedFileException;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.host.ssh.RemoteShell;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.WalInfo;

/** The node that a passive server is copied from, and the last answer that it gave. */
public final class PrimaryNode {
    private static final String FILE = "primary.info";
    private static final int ERROR = 1;

    private final ServerConfig server;
    private final RemoteHost host;
    private final Disk disk;
    private final Notices notices;

    /** @param host the machine that {@code primary_ssh_command} leads to */
    public PrimaryNode(ServerConfig server, RemoteHost host, Disk disk, Notices notices) {
        this.server = server;
        this.host = host;
        this.disk = disk;
        this.notices = notices;
    }

    /** The file of the last answer. */
    public Path file() {
        return server.path(Options.BACKUP_DIRECTORY).resolve(FILE);
    }

    /**
     * Asks it for what it has, and keeps the answer. A node that can't tell what is new is asked for all.
     *
     * @throws RefusedException if it gives no answer, or none that makes sense
     */
    public PrimaryInfo ask(SyncPosition since) {
        try {
            disk.createDirectories(file().getParent());
            if (since.lastWal().isPresent()) {
                try {
                    return answer(since);
                } catch (NoAnswerException none) {
                    if (none.status != ERROR) {
                        throw refused(none);
                    }
                    notices.warning("sync-info is out of sync. Self-recovery procedure started: requesting full"
                            + " synchronisation from primary server " + server.name());
                }
            }
            return answer(SyncPosition.NONE);
        } catch (NoAnswerException none) {
            throw refused(none);
        } catch (IOException e) {
            throw StorageException.because("write " + file(), e);
        }
    }

    /**
     * What it said when it was last asked.
     *
     * @param wals takes the WAL files in their order
     * @throws RefusedException if it never was
     */
    PrimaryInfo lastAnswer(Consumer<WalInfo> wals) {
        try {
            return PrimaryInfo.read(file(), wals);
        } catch (IOException e) {
            throw new RefusedException(
                    "Cannot open " + FILE + " file for server " + server.name() + ": " + StorageException.reason(e),
                    "'barman cron' asks the primary node and writes it; 'barman sync-info --primary " + server.name()
                            + "' does so at once.");
        } catch (DamagedFileException e) {
            throw new RefusedException(
                    "Cannot read " + FILE + " file for server " + server.name() + ": " + e.getMessage());
        }
    }

    /** It ended with an exit status, and said why. */
    private static final class NoAnswerException extends IOException {
        private final int status;

        NoAnswerException(int status, String complaints) {
            super(complaints);
            this.status = status;
        }
    }

    private RefusedException refused(NoAnswerException none) {
        return new RefusedException(
                "sync-info execution on remote primary server " + server.name() + " failed: " + none.getMessage(),
                "Try as the user that runs barman: " + String.join(" ", host.argv()) + " '"
                        + question(SyncPosition.NONE) + "'");
    }

    private PrimaryInfo answer(SyncPosition since) throws IOException {
        PrimaryInfo[] read = new PrimaryInfo[1];
        new AtomicFile(disk).write(file(), target -> receive(since, target), written -> {
            try {
                read[0] = PrimaryInfo.read(written, wal -> {});
            } catch (DamagedFileException e) {
                throw new NoAnswerException(0, "the answer makes no sense: " + e.getMessage());
            }
        });
        return read[0];
    }

    private void receive(SyncPosition since, DiskFile target) throws IOException {
        List<String> argv = new ArrayList<>(host.argv());
        argv.add(question(since));
        StringBuilder complaints = new StringBuilder();
        OutputStream out = new BufferedOutputStream(new DiskStream(target), 1 << 16);
        IOException[] failure = new IOException[1];
        Command command = Command.of(argv.toArray(new String[0])).withEnvironment(Map.of("PATH", server.searchPath()));
        try (ChildProcess ssh = ChildProcess.start(
                command,
                line -> {
                    try {
                        out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        failure[0] = e;
                    }
                },
                line -> complaints.append(complaints.isEmpty() ? "" : "\n").append(line))) {
            int status = ssh.await();
            out.flush();
            if (failure[0] != null) {
                throw failure[0];
            }
            if (status != 0) {
                throw new NoAnswerException(status, complaints.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(0, "interrupted");
        }
    }

    /** The text for the shell of the other host. Barman takes no position of 0, and needs none for the first line. */
    private String question(SyncPosition since) {
        List<String> words = new ArrayList<>(List.of("barman"));
        if (server.is(Options.FORWARD_CONFIG_PATH)) {
            words.addAll(List.of("-c", server.global().file().toString()));
        }
        words.addAll(List.of("sync-info", server.name()));
        since.lastWal().ifPresent(words::add);
        since.position().stream()
                .filter(position -> position > 0)
                .forEach(position -> words.add(Long.toString(position)));
        return RemoteShell.text(Command.of(words.toArray(new String[0])), host.label());
    }

    /** The text of the last answer. */
    public String text() throws IOException {
        return Files.readString(file());
    }
}
