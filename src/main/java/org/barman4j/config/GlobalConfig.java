package org.barman4j.config;

import java.nio.file.Path;

/** The settings of {@code [barman]} that concern the program as a whole. */
public record GlobalConfig(
        Path file,
        String barmanHome,
        String user,
        String lockDirectory,
        boolean lockDirectoryCleanup,
        String changesQueue,
        LogSettings log) {

    /**
     * Where and how to log.
     *
     * @param file the log file as configured; empty for standard error
     * @param level the level as configured, which may be nonsense
     * @param format the layout of a line in the syntax of Python's logging
     */
    public record LogSettings(String file, String level, String format) {}

    public Path home() {
        return Path.of(barmanHome);
    }
}
