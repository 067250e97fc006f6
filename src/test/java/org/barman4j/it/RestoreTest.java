package org.barman4j.it;

import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.OwnPostgres;

/** Tests that restore with the installed program and start what comes out. */
abstract class RestoreTest extends BackupTest {
    private int number;

    /** A directory that is not there yet. */
    protected final Path place() {
        return directory.resolve("restored" + ++number);
    }

    /** Restores to a data directory below this one. */
    protected final Answer restoring(Path place, String options, String backup) {
        return barman(("restore " + options + " main " + backup + " " + place.resolve("data")).replaceAll(" +", " "));
    }

    /** Restores, starts the server, and returns it when it takes writes. */
    protected final OwnPostgres restored(String options, String backup) {
        Path place = place();
        assertThat(restoring(place, options, backup)).succeeds();
        return start(place);
    }

    /** Starts what has been restored there. */
    protected final OwnPostgres start(Path place) {
        OwnPostgres restored = OwnPostgres.restored(place, programs());
        restored.configure("archive_mode = off");
        restored.start();
        return restored;
    }

    /** Enters something, and returns the moment behind that, by the server's clock. */
    protected final String enter(int entry, String text) {
        postgres.run("insert into ledger values (" + entry + ", '" + text + "')");
        return postgres.ask("select clock_timestamp()");
    }

    /** The last segment in the archive. */
    protected final Path newestWal() throws IOException {
        try (Stream<Path> files = Files.walk(home.wals())) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }
}
