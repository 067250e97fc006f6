package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.host.LocalHost;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.tool.PgBaseBackup;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one whole backup of an incremental one and those that it builds on, with PostgreSQL's pg_combinebackup. */
final class Combination {
    static final String PROGRAM = "pg_combinebackup";

    /** Where the program writes, below the data directory: all that is in there then moves up, {@code pg_control} last. */
    static final String WORKSPACE = "barman_combine";

    /** What is told of it while it lasts. */
    static final String PHASE = "combining the backups";

    private static final Logger log = LoggerFactory.getLogger(Combination.class);

    private final ServerConfig server;
    private final Disk disk;
    private final Notices notices;

    Combination(ServerConfig server, Disk disk, Notices notices) {
        this.server = server;
        this.disk = disk;
        this.notices = notices;
    }

    /** The program, if it is installed. */
    static Optional<ClientProgram> program(ServerConfig server) {
        return ClientProgram.find(new LocalHost(), server.searchPath(), PROGRAM);
    }

    /** What speaks against combining a backup with the program that has been found. */
    static List<Objection> objections(Optional<ClientProgram> program, RestorePlan plan) {
        BackupInfo backup = plan.backup();
        String wanted = new PgVersion((int) backup.number(BackupField.VERSION).orElse(0)).major();
        String hint = "Install PostgreSQL " + wanted
                + "'s client programs on " + (plan.stagedThere() ? "the host to restore to" : "this host")
                + ", and name their directory in path_prefix.";
        if (program.isEmpty()) {
            return List.of(new Objection(
                    "pg_combinebackup could not be found: backup " + backup.id()
                            + " is incremental and can't be restored without it",
                    hint));
        }
        String present = program.get().version().map(PgVersion::major).orElse("");
        return present.equals(wanted)
                ? List.of()
                : List.of(new Objection(
                        "Postgres version mismatch: The backup '" + backup.id()
                                + "' was taken from Postgres version '" + wanted
                                + "', but pg_combinebackup version is '"
                                + present + "'. To restore successfully is necessary to use pg_combinebackup with the"
                                + " same version used when the backup was taken (" + wanted + ").",
                        hint));
    }

    /**
     * Does so.
     *
     * @param chain the data directories, of the full backup first
     * @param tablespaces where each tablespace of the last backup is, and where it goes
     * @param target the data directory to be, which exists
     * @return what {@code pg_control} holds, which does not come to its place
     */
    byte[] combine(BackupInfo backup, List<Path> chain, Map<Path, String> tablespaces, Path target)
            throws IOException, InterruptedException {
        Path workspace = target.resolve(WORKSPACE);
        new TreeDeletion(disk).delete(workspace);
        notices.info("Start combining backup via pg_combinebackup for backup " + backup.id() + " on " + target);
        run(chain, tablespaces, workspace);
        byte[] control = Files.readAllBytes(workspace.resolve(ControlFile.PATH));
        disk.delete(workspace.resolve(ControlFile.PATH));
        for (Path entry : entries(workspace)) {
            moveUp(entry, target.resolve(entry.getFileName()));
        }
        disk.delete(workspace);
        notices.info("End combining backup via pg_combinebackup for backup " + backup.id());
        return control;
    }

    private void run(List<Path> chain, Map<Path, String> tablespaces, Path workspace) throws InterruptedException {
        List<String> argv = call(program(server).orElseThrow(), chain, tablespaces, mode(), workspace.toString());
        List<String> complaints = new ArrayList<>();
        Command command = Command.of(argv.toArray(new String[0])).withEnvironment(Map.of("PATH", server.searchPath()));
        try (ChildProcess program = ChildProcess.start(command, log::info, line -> {
            log.warn("pg_combinebackup: {}", line);
            complaints.add(line);
        })) {
            if (program.await() != 0) {
                throw failure(
                        workspace.getParent().toString(),
                        String.join("\n", complaints),
                        "The log file has all that pg_combinebackup said.");
            }
        }
    }

    /**
     * The call of the program. All that is restored is forced to the storage in the end, so it forces nothing.
     *
     * @param chain the data directories, of the full backup first
     * @param tablespaces where each tablespace of the last backup is, and where it goes
     */
    static List<String> call(
            ClientProgram program, List<?> chain, Map<?, String> tablespaces, String mode, String workspace) {
        List<String> argv = new ArrayList<>(List.of(program.path().toString(), "--output=" + workspace, "--no-sync"));
        tablespaces.forEach((from, to) -> argv.add(PgBaseBackup.mapping(from.toString(), to)));
        argv.add("--" + mode);
        chain.forEach(data -> argv.add(data.toString()));
        return argv;
    }

    static RefusedException failure(String target, String complaints, String hint) {
        return new RefusedException(
                "Failure copying base backup: Combine action failure on directory '" + target
                        + "'\npg_combinebackup error:\n" + complaints,
                hint);
    }

    private String mode() {
        String mode = server.get(Options.COMBINE_MODE).orElse("copy");
        if (!mode.equals("link")) {
            return mode;
        }
        notices.warning("'link' mode is not supported for local restore. Falling back to 'copy' mode to prevent"
                + " modification of original backup files through hard-links.");
        return "copy";
    }

    private void moveUp(Path entry, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) { // of an attempt that did not come to its end
            new TreeDeletion(disk).delete(target);
        }
        disk.rename(entry, target);
    }

    private static List<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw StorageException.because("read the directory " + directory, e);
        }
        return entries;
    }

    /** Where the tablespaces of a backup are in its directory, for those of the last one in a chain. */
    static Path place(Path directory, Tablespace tablespace) {
        return directory.resolve(Long.toString(tablespace.oid()));
    }
}
