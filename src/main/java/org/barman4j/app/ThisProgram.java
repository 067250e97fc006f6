package org.barman4j.app;

import java.nio.file.Path;
import java.util.List;

/** How this program is started again. */
final class ThisProgram {
    private ThisProgram() {}

    /** The program as it is installed, or this JVM with its class path where nothing is. */
    static List<String> words() {
        String lib = System.getProperty("barman4j.lib");
        if (lib != null) {
            return List.of(Path.of(lib, "../../bin/barman").normalize().toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }
}
