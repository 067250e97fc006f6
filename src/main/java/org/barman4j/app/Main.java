package org.barman4j.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;

/** Starts the program {@code barman}. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(List.of(words), System.getenv(), Clock.systemUTC(), out, err));
    }

    /** Runs one command line and returns its exit code. */
    static int run(
            List<String> words, Map<String, String> environment, Clock clock, OutputStream out, OutputStream err) {
        Wiring wiring = new Wiring(environment, clock, out, err);
        ErrorHandler errors = new ErrorHandler(wiring::outputForErrors);
        PrintWriter complaints = new PrintWriter(err, false, StandardCharsets.UTF_8);
        try {
            Program program = new Program(new TopCommand(wiring), errors, wiring::print, complaints);
            return program.run(words.toArray(new String[0]));
        } catch (RuntimeException | Error unexpected) {
            return errors.handle(unexpected);
        }
    }
}
