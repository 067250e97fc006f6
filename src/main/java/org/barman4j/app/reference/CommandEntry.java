package org.barman4j.app.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as its users see it. */
final class CommandEntry {
    /** Longer ones are not read but searched, which the list of options is better for. */
    private static final int LONGEST_SYNOPSIS = 100;

    private final CommandSpec spec;

    private CommandEntry(CommandSpec spec) {
        this.spec = spec;
    }

    /** The program itself, as if it were a command. */
    static CommandEntry top(CommandLine program) {
        return new CommandEntry(program.getCommandSpec());
    }

    /** Every command once, in order. */
    static List<CommandEntry> all(CommandLine program) {
        List<CommandEntry> entries = new ArrayList<>();
        for (Map.Entry<String, CommandLine> named : program.getSubcommands().entrySet()) {
            CommandSpec spec = named.getValue().getCommandSpec();
            if (named.getKey().equals(spec.name())) {
                entries.add(new CommandEntry(spec));
            }
        }
        return entries;
    }

    String name() {
        return spec.name();
    }

    List<String> aliases() {
        return List.of(spec.aliases());
    }

    String description() {
        return String.join(" ", spec.usageMessage().description());
    }

    List<PositionalParamSpec> parameters() {
        return spec.positionalParameters();
    }

    List<OptionSpec> options() {
        return spec.options();
    }

    /** All names of an option, those that mean the opposite last. */
    List<String> names(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        for (Map.Entry<String, OptionSpec> negated : spec.negatedOptionsMap().entrySet()) {
            if (negated.getValue().equals(option)) {
                names.add(negated.getKey());
            }
        }
        return names;
    }

    /** How an option is written in a list: every name with its value. */
    String term(OptionSpec option) {
        List<String> terms = new ArrayList<>();
        for (String name : names(option)) {
            terms.add("`" + name + value(option) + "`");
        }
        return String.join(", ", terms);
    }

    /** How an argument without a name is written. */
    static String term(PositionalParamSpec parameter) {
        String repeated = parameter.arity().isVariable() ? "..." : "";
        return parameter.paramLabel() + repeated;
    }

    /** What an argument is for, and its default. */
    static String meaning(ArgSpec argument) {
        String description = String.join(" ", argument.description());
        boolean told = argument.defaultValue() == null
                || argument.defaultValue().isEmpty()
                || description.contains("default:");
        return told ? description : description + " Default: `" + argument.defaultValue() + "`.";
    }

    String synopsis() {
        StringBuilder options = new StringBuilder();
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp()) {
                String name = option.negatable() ? option.names()[0].replace("--", "--[no-]") : option.names()[0];
                options.append(" [").append(name).append(value(option)).append(']');
            }
        }
        StringBuilder parameters = new StringBuilder();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            boolean optional = parameter.arity().min() == 0;
            parameters.append(optional ? " [" + term(parameter) + "]" : " " + term(parameter));
        }
        boolean isLong = options.length() + parameters.length() > LONGEST_SYNOPSIS;
        return spec.qualifiedName() + (isLong ? " [OPTION]..." : options) + parameters;
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return option.arity().min() == 0 ? "[=" + option.paramLabel() + "]" : " " + option.paramLabel();
    }
}
