package org.barman4j.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.barman4j.config.ConfigException;
import org.barman4j.config.ConfigProblem;
import org.barman4j.output.Output;
import org.barman4j.report.BarmanException;
import org.barman4j.report.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where failures become words and an exit code. */
public final class ErrorHandler implements IExecutionExceptionHandler {
    private final Supplier<Output> outputs;

    /** @param outputs gives the output in use, or one made for the purpose if none has been opened yet */
    public ErrorHandler(Supplier<Output> outputs) {
        this.outputs = outputs;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure);
    }

    /** Tells a failure and returns the exit code that it leads to. */
    public int handle(Throwable failure) {
        Output output = outputs.get();
        ExitCode code = tell(failure, output);
        output.close();
        return output.exitCode(code).status();
    }

    /** Puts a failure into words. */
    public static ExitCode tell(Throwable failure, Output output) {
        if (failure instanceof ConfigException bad && !bad.problems().isEmpty()) {
            for (ConfigProblem problem : bad.problems()) {
                output.error(problem.toString());
            }
            bad.hint().ifPresent(output::hint);
        } else if (failure instanceof BarmanException known) {
            output.error(known.getMessage());
            Optional<String> hint = known.hint();
            hint.ifPresent(output::hint);
            return known.exitCode();
        } else {
            Logger log = LoggerFactory.getLogger(ErrorHandler.class);
            log.error("unexpected failure", failure);
            output.error("unexpected failure: " + failure);
            output.hint("This is a bug in barman4j. The log file (log_file) has the details.");
        }
        return ExitCode.ERROR;
    }
}
