package org.barman4j.postgres.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import org.barman4j.postgres.Conninfo;

/** A connection string as it is given to one of PostgreSQL's programs. */
final class ToolConninfo {
    private final Conninfo conninfo;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** @param applicationName what the server will call the connection, unless the connection string says it */
    ToolConninfo(Conninfo configured, String applicationName, String searchPath) {
        Map<String, String> parameters = new LinkedHashMap<>(configured.asMap());
        String password = parameters.remove("password");
        if (password != null) {
            environment.put("PGPASSWORD", password);
        }
        environment.put("PATH", searchPath);
        parameters.put("dbname", "replication");
        parameters.put("replication", "true");
        if (!applicationName.isEmpty()) {
            parameters.putIfAbsent("application_name", applicationName);
        }
        conninfo = Conninfo.of(parameters);
    }

    /** The argument. */
    String argument() {
        return "--dbname=" + conninfo;
    }

    Map<String, String> environment() {
        return environment;
    }
}
