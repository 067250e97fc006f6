package org.barman4j.it;

import java.nio.file.Path;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.VersionedPostgres;

/** Tests with a PostgreSQL older than the distribution's, of which there is the server and none of its clients. */
abstract class OlderPostgresTest extends RestoreTest {
    private final String version;
    private Path programs;

    /** @param version how it begins, such as {@code 10.} */
    OlderPostgresTest(String version) {
        this.version = version;
    }

    @Override
    protected final Path programs() {
        if (programs == null) {
            Path jar = VersionedPostgres.jars().stream()
                    .filter(each -> VersionedPostgres.version(each).startsWith(version))
                    .findFirst()
                    .orElseThrow();
            Path server = directory.resolve("server");
            home.makeDirectory(server);
            OwnPostgres.open(server);
            programs = VersionedPostgres.unpack(jar, server);
        }
        return programs;
    }
}
