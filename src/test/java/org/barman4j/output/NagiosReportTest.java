package org.barman4j.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;
import org.barman4j.report.ExitCode;
import org.junit.jupiter.api.Test;

class NagiosReportTest {
    private static final CheckResult SIZE =
            CheckResult.passed("backup minimum size", "").measuring(4711);
    private static final CheckResult WAL = CheckResult.passed("wal size", "").measuring(12);
    private static final CheckResult SSH = CheckResult.failed("ssh", "return code 255");
    private static final CheckResult LEVEL = CheckResult.failed("wal_level", "");

    @Test
    void oneHealthyServerIsNamedWithItsMeasures() {
        assertThat(lines(server("main", true, SIZE, WAL)))
                .containsExactly("BARMAN OK - Ready to serve the Espresso backup for main|main=4711B main_wals=12B");
    }

    @Test
    void severalHealthyServersAreCountedAndNamed() {
        assertThat(lines(server("a", true, WAL), server("b", true, CheckResult.passed("ssh", ""))))
                .containsExactly("BARMAN OK - Ready to serve the Espresso backup for 2 servers * a * b|a_wals=12B");
    }

    @Test
    void oneFailingServerIsCriticalAndEveryFailureIsDetailed() {
        NagiosReport report = new NagiosReport(List.of(server("main", true, SSH, LEVEL, WAL)), false);

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.lines())
                .containsExactly(
                        "BARMAN CRITICAL - server main has issues * main FAILED: ssh, wal_level|main_wals=12B",
                        "main.ssh: FAILED (return code 255)",
                        "main.wal_level: FAILED");
    }

    @Test
    void failingServersAreCountedAmongAll() {
        assertThat(lines(server("a", true, SSH), server("b", true, WAL), server("c", true, LEVEL)))
                .startsWith("BARMAN CRITICAL - 2 server out of 3 have issues * a FAILED: ssh * c FAILED: wal_level"
                        + "|b_wals=12B");
    }

    @Test
    void failuresOfAServerOutOfServiceAreOnlyMentioned() {
        NagiosReport report = new NagiosReport(List.of(server("off", false, SSH), server("on", true, WAL)), false);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.lines())
                .containsExactly("BARMAN OK - Ready to serve the Espresso backup for on * IGNORING: off|on_wals=12B");
    }

    @Test
    void nothingGoodLeftIsStillOk() {
        assertThat(lines(server("off", false, SSH)))
                .containsExactly("BARMAN OK - No server configured * IGNORING: off");
    }

    @Test
    void errorsOutsideTheChecksAreCritical() {
        NagiosReport report = new NagiosReport(List.of(), true);

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.lines()).containsExactly("BARMAN CRITICAL - Global configuration errors");
    }

    @Test
    void labelsBecomeNamesInJson() {
        assertThat(CheckResult.passed("superuser or standard-user v1.0", "").key())
                .isEqualTo("superuser_or_standard_user_v10");
    }

    private static List<String> lines(CheckReport... reports) {
        return new NagiosReport(List.of(reports), false).lines();
    }

    private static CheckReport server(String name, boolean active, CheckResult... results) {
        return new CheckReport(name, active, false, List.of(results), List.of());
    }
}
