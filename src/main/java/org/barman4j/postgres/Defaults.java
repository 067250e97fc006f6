package org.barman4j.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Completes a connection string as libpq does: what it leaves open comes from its service, then from the environment, then
 * from what is built in.
 */
final class Defaults {
    private final Environment environment;

    Defaults(Environment environment) {
        this.environment = environment;
    }

    Conninfo complete(Conninfo conninfo) {
        Map<String, String> parameters = new LinkedHashMap<>(conninfo.asMap());
        String service = parameters.getOrDefault(
                "service", environment.variable("PGSERVICE").orElse(""));
        if (parameters.containsKey("service")
                || environment.variable("PGSERVICE").isPresent()) {
            new ServiceFiles(environment).service(service).forEach(parameters::putIfAbsent);
        }
        for (Keyword keyword : Keyword.ALL) {
            environment.variable(keyword.variable()).ifPresent(value -> parameters.putIfAbsent(keyword.name(), value));
        }
        if (environment.variable("PGREQUIRESSL").orElse("").startsWith("1")) { // from before PostgreSQL 8.0
            parameters.putIfAbsent("sslmode", "require");
        }
        if (parameters.getOrDefault("sslrootcert", "").equals("system")) {
            parameters.putIfAbsent("sslmode", "verify-full");
        }
        for (Keyword keyword : Keyword.ALL) {
            if (!keyword.standard().isEmpty()) {
                parameters.putIfAbsent(keyword.name(), keyword.standard());
            }
        }
        return Conninfo.of(withNames(parameters));
    }

    private Map<String, String> withNames(Map<String, String> parameters) {
        if (parameters.getOrDefault("user", "").isEmpty()) {
            if (environment.user().isEmpty()) {
                throw PostgresException.of("local user does not exist");
            }
            parameters.put("user", environment.user());
        }
        if (parameters.getOrDefault("dbname", "").isEmpty()) {
            parameters.put("dbname", parameters.get("user"));
        }
        return parameters;
    }
}
