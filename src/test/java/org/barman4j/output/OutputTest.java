package org.barman4j.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;
import org.barman4j.report.ExitCode;
import org.barman4j.text.JsonText;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final CheckReport REPORT = new CheckReport(
            "main",
            true,
            true,
            List.of(CheckResult.passed("PostgreSQL", ""), CheckResult.failed("ssh", "no key")),
            List.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void consoleSendsTroubleToStandardError() {
        ConsoleOutput output = console(false, false, false);

        output.info("one");
        output.warning("two");
        output.error("three");
        output.hint("four");
        output.debug("five");

        assertThat(text(out)).isEqualTo("one\n");
        assertThat(text(err)).isEqualTo("WARNING: two\nERROR: three\nHINT: four\n");
        assertThat(output.exitCode(ExitCode.OK)).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void quietHidesResultsAndInformationButNoTrouble() {
        ConsoleOutput output = console(true, false, false);

        output.info("one");
        output.item("two");
        output.show(REPORT, CheckReportView.INSTANCE);
        output.warning("three");

        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEqualTo("WARNING: three\n");
        assertThat(output.exitCode(ExitCode.OK)).isEqualTo(ExitCode.OK);
    }

    @Test
    void debugShowsDetail() {
        console(false, true, false).debug("one");

        assertThat(text(err)).isEqualTo("DEBUG: one\n");
    }

    @Test
    void coloursAreThoseOfBarman() {
        ConsoleOutput output = console(false, false, true);

        output.warning("one");
        output.error("two");
        output.show(REPORT, CheckReportView.INSTANCE);

        assertThat(text(err)).isEqualTo("\u001b[33mWARNING: one\u001b[0m\n\u001b[31mERROR: two\u001b[0m\n");
        assertThat(text(out))
                .isEqualTo("Server main (WARNING: disabled):\n\tPostgreSQL: \u001b[32mOK\u001b[0m\n"
                        + "\tssh: \u001b[31mFAILED\u001b[0m (no key)\n");
    }

    @Test
    void passwordsNeverReachTheTerminal() {
        ConsoleOutput output = console(false, false, false);

        output.info("host=pg password=secret user=barman");
        output.error("postgres://barman:secret@pg/db");

        assertThat(text(out) + text(err)).doesNotContain("secret").contains("*REDACTED*");
    }

    @Test
    void jsonIsOneLineWithNoticesAsListsAndWithoutPasswords() {
        JsonOutput output = new JsonOutput(new Channel(out), new Channel(err), new Verbosity(false, false));

        output.info("password=secret");
        output.error("two");
        output.show(REPORT, CheckReportView.INSTANCE);
        output.debug("unseen");
        output.close();

        assertThat(text(out))
                .isEqualTo("{\"_ERROR\": [\"two\"], \"_INFO\": [\"password=*REDACTED*\"], \"main\": {\"postgresql\":"
                        + " {\"hint\": \"\", \"status\": \"OK\"}, \"ssh\": {\"hint\": \"no key\","
                        + " \"status\": \"FAILED\"}}}");
        assertThat(output.exitCode(ExitCode.OK)).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void jsonHasEachOfManyTexts() {
        JsonOutput output = new JsonOutput(new Channel(out), new Channel(err), new Verbosity(false, false));
        List<String> told = new ArrayList<>();
        for (int number = 0; number < 2500; number++) {
            String text = "/home/\u00fc\ud800 \ud83d\ude00/" + "x".repeat(number % 300) + number;
            output.item(text);
            told.add(text);
        }
        output.item("password=secret");
        told.add("password=*REDACTED*");

        output.close();

        assertThat(text(out)).isEqualTo(JsonText.write(Map.of("_INFO", told)));
    }

    @Test
    void jsonHintsGoToStandardErrorSoThatTheDocumentStaysBarmans() {
        JsonOutput output = new JsonOutput(new Channel(out), new Channel(err), new Verbosity(false, false));

        output.hint("try again");
        output.close();

        assertThat(text(out)).isEqualTo("{}");
        assertThat(text(err)).isEqualTo("HINT: try again\n");
    }

    @Test
    void aReaderThatHasGoneIsNoFailure() {
        Channel channel = new Channel(failing("Broken pipe"));

        channel.line("one");
        channel.flush();
        channel.line("two");
        channel.flush();

        assertThat(channel.failure()).isEmpty();
    }

    @Test
    void anyOtherFailureToWriteIsKeptForTheEnd() {
        Channel lost = new Channel(failing("No space left on device"));
        ConsoleOutput output = new ConsoleOutput(lost, lost, new Palette(false), new Verbosity(false, false));

        output.info("one");
        output.warning("two");
        output.show(REPORT, CheckReportView.INSTANCE);
        output.close();

        assertThat(lost.failure()).contains("No space left on device");
    }

    @Test
    void aMonitoringSystemThatGetsNoAnswerLearnsItFromTheExitCode() {
        NagiosOutput output = new NagiosOutput(new Channel(failing("No space left on device")));
        output.show(new CheckReport("main", true, true, List.of(), List.of()), CheckReportView.INSTANCE);

        output.close();

        assertThat(output.exitCode(ExitCode.OK)).isNotEqualTo(ExitCode.OK);
    }

    private ConsoleOutput console(boolean quiet, boolean debug, boolean colors) {
        return new ConsoleOutput(new Channel(out), new Channel(err), new Palette(colors), new Verbosity(quiet, debug));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
