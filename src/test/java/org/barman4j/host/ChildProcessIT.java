package org.barman4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that end with whoever started them, and the ends of those. */
@Timeout(60)
class ChildProcessIT {
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path directory;

    @Test
    void linesEndAtNewlinesAndCarriageReturns() throws InterruptedException {
        assertThat(run("printf 'a\\nb \\rc\\r\\n\\n\\rd'; printf 'x\\ry\\n' >&2"))
                .isZero();

        assertThat(output).containsExactly("a", "b ", "c", "d");
        assertThat(complaints).containsExactly("x", "y");
    }

    @Test
    void outputIsBytesAndComplaintsAreText() throws InterruptedException {
        run("printf '\\303\\251\\377\\n'; printf '\\303\\251\\n' >&2");

        assertThat(output).containsExactly("Ã©ÿ");
        assertThat(complaints).containsExactly("é");
    }

    @Test
    void muchIsReadFromBothStreamsAtOnce() throws InterruptedException {
        assertThat(run("seq 200000 & seq 200000 >&2; wait")).isZero();

        assertThat(output).hasSize(200_000).endsWith("200000");
        assertThat(complaints).hasSize(200_000).endsWith("200000");
    }

    @Test
    void theStatusIsThatOfTheProgram() throws InterruptedException {
        assertThat(run("exit 0")).isZero();
        assertThat(run("exit 7")).isEqualTo(7);
        assertThat(run("kill -TERM $$")).isEqualTo(143);
        assertThat(run("kill -KILL $$")).isEqualTo(137);
    }

    @Test
    void aMissingProgramIsToldByTheShell() throws InterruptedException {
        try (ChildProcess child = start(Command.of("no-such-program"))) {
            assertThat(child.await()).isEqualTo(127);
        }

        assertThat(complaints).singleElement().asString().contains("no-such-program");
    }

    @Test
    void argumentsAndEnvironmentArriveAsTheyAre() throws InterruptedException {
        Command command = Command.of("printf", "<%s>", "", "two words", "it's", "$HOME", "\"", "-e")
                .withEnvironment(Map.of("LC_ALL", "C"));

        try (ChildProcess child = start(command)) {
            assertThat(child.await()).isZero();
        }

        assertThat(output).containsExactly("<><two words><it's><$HOME><\"><-e>");
    }

    @Test
    void standardInputIsAtItsEnd() throws InterruptedException {
        assertThat(run("cat; echo done")).isZero();

        assertThat(output).containsExactly("done");
    }

    @Test
    void whatTheProgramLeavesBehindDoesNotKeepItsKeeper() throws InterruptedException {
        try (ChildProcess child = start(Command.of("sh", "-c", "echo done"))) {
            child.await();

            child.close(); // once more does no harm
        }

        assertThat(output).containsExactly("done");
        Eventually.holds("no child is left", () -> ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info().commandLine().orElse("").contains("keeper=")));
    }

    @Test
    void closingEndsTheProgram() throws InterruptedException {
        try (ChildProcess child = start(Command.of("sh", "-c", "echo $$; exec sleep 1000"))) {
            ProcessHandle program = program();

            child.close();

            assertThat(program.isAlive()).isFalse();
            assertThat(child.await()).isEqualTo(143);
        }
    }

    @Test
    void closingEndsAProgramThatTakesNoNotice() {
        try (ChildProcess child = start(Command.of("sh", "-c", "trap '' TERM; echo $$; while :; do sleep 0.1; done"))) {
            ProcessHandle program = program();

            child.close();

            assertThat(program.isAlive()).isFalse();
        }
    }

    @Test
    void whoIsToldToStopStillEndsTheProgramAndStaysTold() {
        try (ChildProcess child = start(Command.of("sh", "-c", "echo $$; exec sleep 1000"))) {
            ProcessHandle program = program();

            Thread.currentThread().interrupt();
            child.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(program.isAlive()).isFalse();
        }
    }

    @Test
    void theProgramEndsWhenItsStarterIsKilled() throws IOException, InterruptedException {
        Process starter = java(Starter.class);
        try (BufferedReader said = reader(starter)) {
            ProcessHandle program =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

            starter.destroyForcibly().waitFor();

            Eventually.holds("the program ends", () -> !program.isAlive());
        } finally {
            starter.destroyForcibly();
        }
    }

    @Test
    void workComesToAProperEndWhenTheProgramIsToldToEnd() throws IOException, InterruptedException {
        Process worker = java(Worker.class);
        try (BufferedReader said = reader(worker)) {
            assertThat(said.readLine()).isEqualTo("at work");

            worker.toHandle().destroy(); // without closing what we read from

            assertThat(said.readLine()).isEqualTo("tidied up, told to end: true");
            assertThat(said.readLine()).isNull();
            assertThat(worker.waitFor()).isEqualTo(7);
        } finally {
            worker.destroyForcibly();
        }
    }

    @Test
    void nobodyIsInterruptedWhenTheWorkIsDone() {
        OrderlyEnd end = new OrderlyEnd();

        end.watch();
        end.finish(0);

        assertThat(end.isRequested()).isFalse();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void earlyWritingEndsWhenItIsClosedOrCanNotWork() {
        try (Writeback writeback = new Writeback(directory)) {
            assertThat(writebacks()).isOne();
            try (Writeback useless = new Writeback(directory.resolve("absent"))) {
                assertThat(useless).isNotEqualTo(writeback);

                Eventually.holds("the useless one gives up", () -> writebacks() == 1);
            }
        }

        Eventually.holds("the other one ends", () -> writebacks() == 0);
    }

    /** A program that starts another, says which, and waits for it. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] words) throws InterruptedException {
            Command command = Command.of("sh", "-c", "echo $$; exec sleep 1000");
            try (ChildProcess child = ChildProcess.start(command, Starter::say, Starter::say)) {
                child.await();
            }
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }

    /** A program that works until it is told to end, and then takes its time. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] words) throws InterruptedException {
            OrderlyEnd end = new OrderlyEnd();
            end.watch();
            System.out.println("at work");
            try {
                TimeUnit.MINUTES.sleep(1);
            } catch (InterruptedException e) {
                TimeUnit.MILLISECONDS.sleep(300);
                System.out.println("tidied up, told to end: " + end.isRequested());
            }
            end.finish(7);
        }
    }

    private int run(String script) throws InterruptedException {
        try (ChildProcess child = start(Command.of("sh", "-c", script))) {
            return child.await();
        }
    }

    private ChildProcess start(Command command) {
        return ChildProcess.start(command, output::add, complaints::add);
    }

    /** The program that has said which one it is. */
    private ProcessHandle program() {
        Eventually.holds("the program runs", () -> !output.isEmpty());
        return ProcessHandle.of(Long.parseLong(output.get(0))).orElseThrow();
    }

    private static long writebacks() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("writeback"))
                .count();
    }

    private static Process java(Class<?> program) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
