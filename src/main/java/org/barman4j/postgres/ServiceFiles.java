package org.barman4j.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connection services of {@code pg_service.conf}: sections of parameters under a name. */
final class ServiceFiles {
    private final Environment environment;

    ServiceFiles(Environment environment) {
        this.environment = environment;
    }

    /**
     * The parameters of a service: from the file of the user, or else from that of the host.
     *
     * @throws PostgresException if there is no such service, or if its file can't be understood
     */
    Map<String, String> service(String name) {
        Optional<String> chosen = environment.variable("PGSERVICEFILE");
        Path own = chosen.map(Path::of).orElse(environment.home().resolve(".pg_service.conf"));
        if (chosen.isPresent() || Files.exists(own)) {
            Optional<Map<String, String>> found = read(own, name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Path shared = environment.systemDirectory().resolve("pg_service.conf");
        return (Files.exists(shared) ? read(shared, name) : Optional.<Map<String, String>>empty())
                .orElseThrow(() -> PostgresException.of("definition of service \"" + name + "\" not found"));
    }

    private static Optional<Map<String, String>> read(Path file, String service) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean found = false;
        int number = 0;
        for (String untrimmed : lines(file)) {
            String line = untrimmed.strip();
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (found) {
                    break;
                }
                found = line.startsWith("[" + service + "]");
            } else if (found) {
                store(parameters, line, new Place(file, number));
            }
        }
        return found ? Optional.of(parameters) : Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n", -1));
        } catch (IOException e) {
            throw new PostgresException("service file \"" + file + "\" not found", "", e);
        }
    }

    private static void store(Map<String, String> parameters, String line, Place place) {
        int equals = line.indexOf('=');
        if (line.startsWith("ldap")) {
            throw PostgresException.of("LDAP lookup is not supported" + place);
        }
        String keyword = equals < 0 ? "" : line.substring(0, equals);
        if (keyword.equals("service")) {
            throw PostgresException.of("nested service specifications not supported" + place);
        }
        if (!Keyword.isKnown(keyword)) {
            throw PostgresException.of("syntax error" + place);
        }
        parameters.putIfAbsent(keyword, line.substring(equals + 1));
    }

    private record Place(Path file, int line) {
        @Override
        public String toString() {
            return " in service file \"" + file + "\", line " + line;
        }
    }
}
