package org.barman4j.app;

import java.util.Optional;
import java.util.function.Function;
import org.barman4j.cli.GlobalOptions;
import org.barman4j.cli.Session;
import org.barman4j.config.ConfigLoader;
import org.barman4j.config.Configuration;
import org.barman4j.config.GlobalConfig.LogSettings;
import org.barman4j.output.Channel;
import org.barman4j.output.ColorMode;
import org.barman4j.output.ConsoleOutput;
import org.barman4j.output.JsonOutput;
import org.barman4j.output.NagiosOutput;
import org.barman4j.output.Output;
import org.barman4j.output.OutputFormat;
import org.barman4j.output.Palette;
import org.barman4j.output.Verbosity;
import org.barman4j.report.ExitCode;

/**
 * Opens the session of a command: main configuration file, user, log, output, and then the rest of the configuration,
 * in Barman's order.
 */
final class Wiring implements Function<GlobalOptions, Session> {
    private final Surroundings surroundings;
    private final Channel out;
    private final Channel err;
    private Output output;

    Wiring(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.out = new Channel(surroundings.out());
        this.err = new Channel(surroundings.err());
    }

    @Override
    public Session apply(GlobalOptions options) {
        ConfigLoader loader = ConfigLoader.open(options.config(), surroundings.environment());
        if (loader.isSound()) {
            RunningUser.become(loader.global().user());
            LogConfigurator.prepare(loader.global().log(), options.logLevel());
        } else {
            LogConfigurator.prepareNone();
        }
        output = output(options);
        Configuration configuration = loader.load(surroundings.environment(), output);
        configuration.errors().forEach(output::error);
        return new ServiceSession(
                configuration,
                output,
                surroundings,
                receiver(options, loader.global().log()));
    }

    private ReceiverHandOver receiver(GlobalOptions options, LogSettings log) {
        boolean logged = LogConfigurator.logsInfo(options.logLevel().isEmpty() ? log.level() : options.logLevel());
        boolean shown =
                options.format() == OutputFormat.CONSOLE && !options.verbosity().quiet();
        return new ReceiverHandOver(surroundings.environment(), surroundings.disk(), log, logged, shown);
    }

    /** Prints what no session does: help pages and the version. */
    void print(String text) {
        out.print(text);
    }

    /** The output in use, or a plain one for what goes wrong before there is one. */
    Output outputForErrors() {
        if (output == null) {
            output = plainOutput();
        }
        return output;
    }

    private Output plainOutput() {
        return new ConsoleOutput(out, err, new Palette(false), new Verbosity(false, false));
    }

    /** The exit code in the end, when all is done: that something could not be printed is told, and makes it no success. */
    int exitCode(int status) {
        Optional<String> failure = out.failure();
        if (failure.isPresent()) {
            plainOutput().error("cannot write the output: " + failure.get());
        }
        boolean lost = failure.isPresent() || err.failure().isPresent();
        return lost && status == ExitCode.OK.status() ? ExitCode.ERROR.status() : status;
    }

    private Output output(GlobalOptions options) {
        if (options.nagios()) {
            return new NagiosOutput(out);
        }
        if (options.format() == OutputFormat.JSON) {
            return new JsonOutput(out, err, options.verbosity());
        }
        return new ConsoleOutput(
                out,
                err,
                new Palette(useColors(options.color())),
                options.verbosity(),
                () -> Terminal.lineWidth(2, surroundings.environment()));
    }

    private static boolean useColors(ColorMode mode) {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> Terminal.isTerminal(1) && Terminal.isTerminal(2);
        };
    }
}
