package org.barman4j.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** The PostgreSQL that {@code scripts/setup-postgres17} made, with all its programs. */
public final class PostgresSeventeen {
    /** Marks a class of tests that use it for their server, and are skipped where it is not there. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIf(
            value = "org.barman4j.testing.PostgresSeventeen#isThere",
            disabledReason = "scripts/setup-postgres17 could not provide PostgreSQL 17")
    public @interface Required {}

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
