package org.barman4j.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** Whether the JVM was started with the archive of classes that makes it start fast. */
final class StartUpArchive {
    private StartUpArchive() {}

    /** What is wrong with it; nothing for a program that was not installed, which has none. */
    static List<String> problems() {
        String lib = System.getProperty("barman4j.lib");
        boolean used = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile") || option.startsWith("-XX:AOTCache"));
        return lib != null && !used
                ? List.of(
                        "the start-up archive is missing or was built for another JVM, so every command starts slowly;"
                                + " run " + Path.of(lib, "build-archive").normalize())
                : List.of();
    }
}
