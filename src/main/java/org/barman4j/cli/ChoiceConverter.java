package org.barman4j.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Reads one word of a choice, exactly as it is offered, and refuses others in the words of Python's argparse. */
final class ChoiceConverter<E> implements ITypeConverter<E> {
    private final List<E> choices;

    private ChoiceConverter(List<E> choices) {
        this.choices = choices;
    }

    /** Makes a command line read all its choices this way. */
    static void registerFor(CommandLine line) {
        for (ArgSpec argument : line.getCommandSpec().args()) {
            Class<?> type = argument.type();
            if (type.isEnum()) {
                register(line, type);
            }
        }
    }

    private static <T> void register(CommandLine line, Class<T> type) {
        line.registerConverter(type, new ChoiceConverter<>(List.of(type.getEnumConstants())));
    }

    @Override
    public E convert(String word) {
        List<String> words = new ArrayList<>();
        for (E choice : choices) {
            if (choice.toString().equals(word)) {
                return choice;
            }
            words.add("'" + choice + "'");
        }
        throw new TypeConversionException(
                "invalid choice: '" + word + "' (choose from " + String.join(", ", words) + ")");
    }
}
