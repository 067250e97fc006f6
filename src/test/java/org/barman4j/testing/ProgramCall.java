package org.barman4j.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A call of a program in an environment of the test's making: nothing of the caller's but {@code PATH}, no home, and this
 * JVM as the one to use. Immutable: each addition makes another call.
 */
public final class ProgramCall {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path ELSEWHERE = Path.of(System.getProperty("java.io.tmpdir"));
    private static final File NOWHERE = new File("/dev/null");

    private final Path program;
    private final List<String> words;
    private final Map<String, String> environment;
    private final Path directory;
    private final Redirect input;

    private ProgramCall(
            Path program, List<String> words, Map<String, String> environment, Path directory, Redirect input) {
        this.program = program;
        this.words = words;
        this.environment = environment;
        this.directory = directory;
        this.input = input;
    }

    public static ProgramCall of(Path program) {
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"), "HOME", "/nonexistent", "JAVA_HOME", System.getProperty("java.home"));
        return new ProgramCall(program, List.of(), environment, ELSEWHERE, Redirect.from(NOWHERE));
    }

    /** With these words behind those there are. */
    public ProgramCall words(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new ProgramCall(program, List.copyOf(all), environment, directory, input);
    }

    public ProgramCall with(String variable, Object value) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put(variable, value.toString());
        return new ProgramCall(program, words, changed, directory, input);
    }

    public ProgramCall without(String variable) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.remove(variable);
        return new ProgramCall(program, words, changed, directory, input);
    }

    /** In this directory rather than in that for temporary files. */
    public ProgramCall in(Path place) {
        return new ProgramCall(program, words, environment, place, input);
    }

    /** Reading this file rather than nothing. */
    public ProgramCall reading(Path file) {
        return new ProgramCall(program, words, environment, directory, Redirect.from(file.toFile()));
    }

    /** Starts it, its output going nowhere; the test has to end it. */
    public Process start() {
        return start(Redirect.to(NOWHERE), Redirect.to(NOWHERE));
    }

    /** Runs it to its end, which has to come soon. */
    public Answer run() {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            try {
                int status = status(start(Redirect.to(out.toFile()), Redirect.to(err.toFile())));
                return new Answer(status, text(out), text(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(Process process) {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("still running after " + PATIENCE + ": " + this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Redirect out, Redirect err) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.redirectInput(input)
                    .redirectOutput(out)
                    .redirectError(err)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return program + " " + String.join(" ", words);
    }
}
