package org.barman4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks whether a person is at the other end of a stream. Java itself only knows about all streams at once. */
final class Terminal {
    private Terminal() {}

    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
