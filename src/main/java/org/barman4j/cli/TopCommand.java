package org.barman4j.cli;

import java.util.function.Function;
import org.barman4j.output.ColorMode;
import org.barman4j.output.OutputFormat;
import org.barman4j.output.Verbosity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program itself: the options that stand before every command. */
@Command(
        name = "barman",
        description = "Backup and recovery manager for PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND ...",
        sortOptions = false)
public final class TopCommand {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "CONFIG",
            defaultValue = "",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Configuration file (default: the first of ~/.barman.conf, /etc/barman.conf,"
                    + " /etc/barman/barman.conf).")
    private String config;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "When to use colours: ${COMPLETION-CANDIDATES}.")
    private ColorMode color;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "Log level in place of the configured one: ${COMPLETION-CANDIDATES}.")
    private LogLevel logLevel;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-d", "--debug"},
            description = "Print what happens in detail.")
    private boolean debug;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "console",
            description = "Output format: ${COMPLETION-CANDIDATES}.")
    private OutputFormat format;

    private final Function<GlobalOptions, Session> sessions;

    public TopCommand(Function<GlobalOptions, Session> sessions) {
        this.sessions = sessions;
    }

    /** Sets what picocli would have set for a line that has these options at most. */
    void preset(String givenConfig, boolean givenQuiet) {
        config = givenConfig;
        quiet = givenQuiet;
        color = ColorMode.AUTO;
        format = OutputFormat.CONSOLE;
    }

    /** Opens the session that the command runs in: only now is the configuration read. */
    Session open(boolean nagios) {
        return sessions.apply(new GlobalOptions(
                config, color, logLevel == null ? "" : logLevel.name(), new Verbosity(quiet, debug), format, nagios));
    }

    /** The levels of Python's logging. */
    enum LogLevel {
        NOTSET,
        DEBUG,
        INFO,
        WARNING,
        ERROR,
        CRITICAL
    }
}
