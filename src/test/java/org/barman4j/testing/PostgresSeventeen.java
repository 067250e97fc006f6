package org.barman4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL that {@code scripts/setup-postgres17} made, with all its programs. */
public final class PostgresSeventeen {
    private PostgresSeventeen() {}

    public static Path programs() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path place = Path.of(System.getProperty("user.name").equals("root") ? "/var/cache" : cache);
        return place.resolve("barman4j/postgresql-17/usr/lib/postgresql/17/bin");
    }

    public static boolean isThere() {
        return Files.isExecutable(programs().resolve("pg_combinebackup"));
    }
}
