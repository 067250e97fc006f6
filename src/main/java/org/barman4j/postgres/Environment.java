package org.barman4j.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a connection: environment variables, the home directory and the name of the user that we run as.
 *
 * @param user the name of the operating system; empty if it has none for us
 */
public record Environment(Map<String, String> variables, Path home, String user) {
    /** Where Debian's libpq looks for what all users of a host share; the tree is that of its packages. */
    private static final String SYSTEM_DIRECTORY = "/etc/postgresql-common";

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** That of this process. {@code HOME} counts more than the database of users, as for libpq. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", "");
        String user = System.getProperty("user.name", "");
        return new Environment(
                variables,
                Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home),
                user.equals("?") ? "" : user);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** A file among those that a user has for PostgreSQL's certificates and keys. */
    Path certificates(String file) {
        return home.resolve(".postgresql").resolve(file);
    }

    Path systemDirectory() {
        return Path.of(variables.getOrDefault("PGSYSCONFDIR", SYSTEM_DIRECTORY));
    }
}
