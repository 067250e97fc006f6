package org.barman4j.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.barman4j.copy.CopyStatistics;
import org.barman4j.recovery.RestoreOutcome;
import org.barman4j.recovery.RestoreOutcome.Setting;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.PythonTime;

/** What a restore has done, and what somebody has to look at before the server starts. */
public final class RestoreView implements View<RestoreOutcome> {
    public static final RestoreView INSTANCE = new RestoreView();

    private RestoreView() {}

    @Override
    public void console(RestoreOutcome outcome, Console console) {
        if (!outcome.changes().isEmpty()) {
            paragraph(console, "IMPORTANT", "These settings have been modified to prevent data losses");
            settings(console, outcome.changes());
        }
        if (!outcome.warnings().isEmpty()) {
            paragraph(console, "WARNING", "You are required to review the following options as potentially dangerous");
            settings(console, outcome.warnings());
        }
        if (!outcome.missing().isEmpty()) {
            paragraph(
                    console,
                    "WARNING",
                    "The following configuration files have not been saved during backup, hence they have not been"
                            + " restored.",
                    "You need to manually restore them in order to start the restored PostgreSQL instance:");
            outcome.missing().forEach(file -> console.line("    " + file));
        }
        outcome.fetching().ifPresent(file -> {
            console.line("");
            console.line("WARNING: 'get-wal' is in the specified 'recovery_options'.");
            console.line("Before you start up the PostgreSQL server, please review the " + file + " file");
            console.line("inside the target directory. Make sure that 'restore_command' can be executed by the"
                    + " PostgreSQL user.");
        });
        console.line("");
        console.line("Restore operation completed (start time: " + PythonTime.print(outcome.start())
                + ", elapsed time: " + HumanDuration.of(outcome.elapsed()) + ")");
        console.line("Your PostgreSQL server has been successfully prepared for recovery!");
    }

    private static void paragraph(Console console, String... lines) {
        console.line("");
        Arrays.asList(lines).forEach(console::line);
        console.line("");
    }

    private static void settings(Console console, List<Setting> settings) {
        for (Setting each : settings) {
            console.line(each.file() + " line " + each.line() + ": " + each.key() + " = "
                    + (each.value().isEmpty() ? "None" : each.value()));
        }
    }

    @Override
    public void json(RestoreOutcome outcome, JsonDocument document) {
        document.put("changes_count", outcome.changes().size());
        document.put("changes", lists(outcome.changes()));
        document.put("warnings_count", outcome.warnings().size());
        document.put("warnings", lists(outcome.warnings()));
        document.put("missing_files", outcome.missing());
        warn(
                document,
                !outcome.changes().isEmpty(),
                "IMPORTANT! Some settings have been modified to prevent data losses. See 'changes' key.");
        warn(
                document,
                !outcome.warnings().isEmpty(),
                "WARNING! You are required to review the options as potentially dangerous. See 'warnings' key.");
        warn(
                document,
                !outcome.missing().isEmpty(),
                "WARNING! Some configuration files have not been saved during backup, hence they have not been restored."
                        + " See 'missing_files' key.");
        warn(
                document,
                outcome.fetching().isPresent(),
                "WARNING: 'get-wal' is in the specified 'recovery_options'. Before you start up the PostgreSQL server,"
                        + " please review the recovery configuration inside the target directory. Make sure that"
                        + " 'restore_command' can be executed by the PostgreSQL user.");
        document.put("recovery_start_time", PythonTime.print(outcome.start()));
        document.put("recovery_start_time_timestamp", Long.toString(PythonTime.epochSeconds(outcome.start())));
        document.put("recovery_elapsed_time", HumanDuration.of(outcome.elapsed()));
        document.put("recovery_elapsed_time_seconds", CopyStatistics.seconds(outcome.elapsed()));
    }

    private static void warn(JsonDocument document, boolean applies, String text) {
        if (applies) {
            document.append("_WARNING", text);
        }
    }

    private static List<Object> lists(List<Setting> settings) {
        List<Object> lists = new ArrayList<>();
        for (Setting each : settings) {
            lists.add(Arrays.asList(
                    each.file(), each.line(), each.key(), each.value().isEmpty() ? null : each.value()));
        }
        return lists;
    }
}
