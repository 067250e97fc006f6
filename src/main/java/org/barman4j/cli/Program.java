package org.barman4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.barman4j.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line as a whole: from words to an exit code. */
public final class Program {
    /** The version of Barman that this program behaves as. */
    public static final String VERSION_NUMBER = "3.17.0";

    /** What Barman says of itself; scripts cut the version out of it. */
    private static final String VERSION = VERSION_NUMBER + " Barman by EnterpriseDB (www.enterprisedb.com)";

    static {
        // else picocli looks for a class of Groovy's, and not to find it opens every library
        System.setProperty("picocli.disable.closures", "true");
    }

    private final TopCommand top;
    private final ErrorHandler errors;
    private final Consumer<String> out;
    private final StringWriter page = new StringWriter();
    private final PrintWriter err;

    /** @param out takes help pages and the like, which are no command's result */
    public Program(TopCommand top, ErrorHandler errors, Consumer<String> out, PrintWriter err) {
        this.top = top;
        this.errors = errors;
        this.out = out;
        this.err = err;
    }

    public int run(String[] words) {
        int status = execute(words);
        out.accept(page.toString());
        return status;
    }

    private int execute(String[] words) {
        Arguments arguments = new Arguments(words);
        if (arguments.request() == Arguments.Request.VERSION) {
            page.write(VERSION + "\n");
            return ExitCode.OK.status();
        }
        String name = arguments.command();
        boolean help = !arguments.hasCommand() || name.equals("help");
        if (arguments.request() == Arguments.Request.HELP || help) {
            return help(arguments);
        }
        Optional<BarmanCommand> command = Commands.create(name);
        if (command.isEmpty()) {
            return UsageErrorHandler.refuse(
                    configured(new CommandLine(top)),
                    "argument command: invalid choice: '" + name + "' (choose from " + String.join(", ", Commands.NAMES)
                            + ", help)");
        }
        if (PlainLine.preset(top, command.get(), arguments)) {
            return command.get().call();
        }
        CommandLine line = lineFor(name, command.get());
        return line.execute(
                arguments.expandedFor(line.getSubcommands().get(name).getCommandSpec()));
    }

    /** The line that knows one command. */
    CommandLine lineFor(String name, BarmanCommand command) {
        CommandLine line = configured(new CommandLine(top));
        line.addSubcommand(name, command);
        configured(line.getSubcommands().get(name));
        return line;
    }

    /** Every command, for the help page, the manual and completion. */
    public static CommandLine complete(TopCommand top) {
        CommandLine line = new CommandLine(top);
        for (String name : Commands.NAMES) {
            line.addSubcommand(Commands.create(name).orElseThrow());
        }
        return line;
    }

    private int help(Arguments arguments) {
        CommandLine line = configured(complete(top));
        boolean options = arguments.request() == Arguments.Request.COMMAND;
        if (options) {
            try {
                line.parseArgs(arguments.beforeCommand());
            } catch (ParameterException e) {
                return UsageErrorHandler.refuse(line, e.getMessage());
            }
        }
        line.usage(new PrintWriter(page));
        return ExitCode.OK.status();
    }

    private CommandLine configured(CommandLine line) {
        ChoiceConverter.registerFor(line);
        return line.setOut(new PrintWriter(page))
                .setErr(err)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(new UsageErrorHandler());
    }
}
