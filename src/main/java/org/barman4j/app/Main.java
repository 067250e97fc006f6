package org.barman4j.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;

/** Starts the program {@code barman}. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String[] words) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        Wiring wiring = new Wiring(System.getenv(), Clock.systemUTC(), out, err);
        ErrorHandler errors = new ErrorHandler(wiring::outputForErrors);
        try {
            return new Program(new TopCommand(wiring), errors, writer(out), writer(err)).run(words);
        } catch (RuntimeException | Error unexpected) {
            return errors.handle(unexpected);
        }
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
