package org.barman4j.backup.method;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.ClusterFacts;
import org.barman4j.report.Notices;

/** The configuration of a cluster as far as it lies outside its data directory. */
record ConfigurationFiles(ClusterFacts facts) {
    /** The main files by the names of their settings. */
    Map<String, String> main() {
        Map<String, String> outside = new TreeMap<>(facts.configurationFiles());
        outside.values().removeIf(this::isInside);
        return outside;
    }

    /** Files that the main ones include. */
    List<String> included() {
        return facts.includedFiles().stream().filter(path -> !isInside(path)).toList();
    }

    private boolean isInside(String path) {
        return path.startsWith(facts.dataDirectory() + "/");
    }

    /** Tells the user which files the backup lacks, unless the configuration says that this is known. */
    static void warn(List<String> missing, String beginning, ServerConfig server, Notices notices) {
        if (missing.isEmpty()) {
            return;
        }
        String message =
                beginning + "Please manually backup the following files:\n\t" + String.join("\n\t", missing) + "\n";
        if (server.required(Options.BACKUP_OPTIONS).contains("external_configuration")) {
            notices.debug(message);
        } else {
            notices.warning(message);
        }
    }
}
