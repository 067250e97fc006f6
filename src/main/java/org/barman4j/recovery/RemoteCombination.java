package org.barman4j.recovery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.report.Notices;

/** Does what {@link Combination} does with the pg_combinebackup of the host that is restored to. */
final class RemoteCombination {
    private static final int VERSION_18 = 180_000;

    private final ServerConfig server;
    private final RemoteDestination destination;
    private final Notices notices;

    RemoteCombination(ServerConfig server, RemoteDestination destination, Notices notices) {
        this.server = server;
        this.destination = destination;
        this.notices = notices;
    }

    /** The program, looked for where packages put it, and on the path of the user over there. */
    static Optional<ClientProgram> program(ServerConfig server, RemoteDestination destination, BackupInfo backup) {
        String major = new PgVersion((int) backup.number(BackupField.VERSION).orElse(0)).major();
        String places =
                server.get(Options.PATH_PREFIX).map(prefix -> prefix + ":").orElse("") + "/usr/lib/postgresql/" + major
                        + "/bin:/usr/pgsql-" + major + "/bin";
        return destination.program(Combination.PROGRAM, places);
    }

    byte[] combine(BackupInfo backup, List<String> chain, Map<String, String> tablespaces, String target)
            throws IOException, InterruptedException {
        String workspace = RestorePlan.below(target, Combination.WORKSPACE);
        destination.remove(workspace);
        notices.info("Start combining backup via pg_combinebackup for backup " + backup.id() + " on " + target);
        ClientProgram program = program(server, destination, backup).orElseThrow();
        String mode = mode(program, chain.get(0), target);
        try {
            destination.work(Combination.call(program, chain, tablespaces, mode, workspace));
        } catch (IOException e) {
            throw Combination.failure(target, e.getMessage(), "");
        }
        String global = RestorePlan.below(workspace, ControlFile.DIRECTORY);
        byte[] control = destination.read(global, List.of(ControlFile.NAME)).get(ControlFile.NAME);
        destination.delete(global, ControlFile.NAME);
        destination.moveUp(workspace, target);
        notices.info("End combining backup via pg_combinebackup for backup " + backup.id());
        return control;
    }

    private String mode(ClientProgram program, String staging, String target) {
        String mode = server.get(Options.COMBINE_MODE).orElse("copy");
        if (!mode.equals("link")) {
            return mode;
        }
        if (program.version().filter(version -> version.number() >= VERSION_18).isEmpty()) {
            notices.warning("'link' mode is not supported on Postgres 17 or older. Falling back to 'copy' mode.");
            return "copy";
        }
        if (!destination.shareFileSystem(staging, target)) {
            notices.warning("'link' mode is not supported with files across different file systems. Falling back to"
                    + " 'copy' mode.");
            return "copy";
        }
        return mode;
    }
}
