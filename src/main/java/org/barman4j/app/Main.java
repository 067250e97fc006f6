package org.barman4j.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;
import org.barman4j.io.LocalDisk;

/** Starts the program {@code barman}. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        Surroundings surroundings = new Surroundings(
                System.getenv(),
                Clock.systemUTC(),
                new LocalDisk(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        System.exit(run(List.of(words), surroundings));
    }

    /** Runs one command line and returns its exit code. */
    static int run(List<String> words, Surroundings surroundings) {
        int status = execute(words, surroundings);
        surroundings.ending().finish(status);
        return status;
    }

    private static int execute(List<String> words, Surroundings surroundings) {
        Wiring wiring = new Wiring(surroundings);
        ErrorHandler errors = new ErrorHandler(wiring::outputForErrors);
        PrintWriter complaints = new PrintWriter(surroundings.err(), false, StandardCharsets.UTF_8);
        try {
            Program program = new Program(new TopCommand(wiring), errors, wiring::print, complaints);
            return wiring.exitCode(program.run(words.toArray(new String[0])));
        } catch (RuntimeException | Error unexpected) {
            return wiring.exitCode(errors.handle(unexpected));
        }
    }
}
