package org.barman4j.recovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.report.RefusedException;

/** Finds PostgreSQL's own programs on this host: in path_prefix, on the path, or where distributions put them. */
final class ServerPrograms {
    private final String searchPath;
    private final Host host;

    ServerPrograms(String searchPath, Host host) {
        this.searchPath = searchPath;
        this.host = host;
    }

    /**
     * The directory with those of a backup's version.
     *
     * @throws RefusedException if they are not installed
     */
    Path of(BackupInfo backup) {
        String major = new PgVersion((int) backup.number(BackupField.VERSION).orElse(0)).major();
        List<Path> places = new ArrayList<>();
        for (String directory : searchPath.split(":", -1)) {
            places.add(Path.of(directory.isEmpty() ? "." : directory));
        }
        places.add(Path.of("/usr/lib/postgresql", major, "bin"));
        places.add(Path.of("/usr/pgsql-" + major, "bin"));
        for (Path place : places) {
            Path program = place.resolve("postgres");
            if (Files.isExecutable(program) && isOfVersion(program, major)) {
                return place;
            }
        }
        throw new RefusedException(
                "the server program of PostgreSQL " + major + " is not installed here, and backup " + backup.id()
                        + " can't be tried without it",
                "Install postgresql-" + major + ", or name its directory in path_prefix.");
    }

    private boolean isOfVersion(Path program, String major) {
        try {
            CommandResult result = host.run(Command.of(program.toString(), "--version"));
            return result.succeeded() && result.output().matches("(?s).*\\) " + major + "(\\D.*)?");
        } catch (CommandFailedException e) {
            return false;
        }
    }
}
