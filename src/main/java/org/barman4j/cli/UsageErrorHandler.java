package org.barman4j.cli;

import java.io.PrintWriter;
import org.barman4j.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Answers a command line that makes no sense with the usage of its command and the reason.
 *
 * <p>A class rather than a lambda: a lambda for an interface of picocli's keeps that interface, whose class file is of an
 * old format, out of the start-up archive.
 */
final class UsageErrorHandler implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] words) {
        return refuse(failure.getCommandLine(), failure.getMessage());
    }

    static int refuse(CommandLine line, String reason) {
        PrintWriter err = line.getErr();
        err.print(line.getHelp().synopsisHeading());
        err.print(line.getHelp().synopsis(line.getHelp().synopsisHeadingLength()));
        err.println(line.getCommandSpec().qualifiedName() + ": error: " + reason);
        err.flush();
        return ExitCode.USAGE.status();
    }
}
