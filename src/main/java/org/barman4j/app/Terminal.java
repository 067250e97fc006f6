package org.barman4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.LocalHost;

/** Asks whether a person is at the other end of a stream. Java itself only knows about all streams at once. */
final class Terminal {
    private static final String NUMBER = "[1-9]\\d{0,4}";
    private static final int USUAL = 80;

    private Terminal() {}

    static boolean isTerminal(int descriptor) {
        return device(descriptor).isPresent();
    }

    /** How wide a line may be that is written over; 0 if there is no terminal, or one on which that can't be done. */
    static int lineWidth(int descriptor, Map<String, String> environment) {
        Optional<String> device = device(descriptor);
        if (device.isEmpty() || "dumb".equals(environment.get("TERM"))) {
            return 0;
        }
        String told = environment.getOrDefault("COLUMNS", "");
        int columns = told.matches(NUMBER) ? Integer.parseInt(told) : columns(device.get());
        return columns - 1; // in the last one, the cursor may go to the next line
    }

    private static int columns(String device) {
        try {
            String size = new LocalHost()
                    .run(Command.of("stty", "-F", device, "size"))
                    .output()
                    .strip();
            String last = size.substring(size.indexOf(' ') + 1);
            return last.matches(NUMBER) ? Integer.parseInt(last) : USUAL;
        } catch (CommandFailedException e) {
            return USUAL;
        }
    }

    private static Optional<String> device(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return Optional.of(target)
                    .filter(each ->
                            each.startsWith("/dev/pts/") || each.startsWith("/dev/tty") || each.equals("/dev/console"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
