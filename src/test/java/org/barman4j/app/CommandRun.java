package org.barman4j.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;

/** One run of the program inside the test, with all that it printed. */
record CommandRun(int status, String out, String err) {
    static CommandRun of(Clock clock, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Wiring wiring = new Wiring(Map.of("HOME", "/nonexistent"), clock, out, err);
        ErrorHandler errors = new ErrorHandler(wiring::outputForErrors);
        int status = new Program(
                        new TopCommand(wiring),
                        errors,
                        new PrintWriter(out, false, StandardCharsets.UTF_8),
                        new PrintWriter(err, false, StandardCharsets.UTF_8))
                .run(words.toArray(new String[0]));
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
