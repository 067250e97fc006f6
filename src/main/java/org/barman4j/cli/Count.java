package org.barman4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers with a lower bound, refusing others in Barman's words. */
abstract class Count implements ITypeConverter<Integer> {
    private final int minimum;
    private final String kind;

    private Count(int minimum, String kind) {
        this.minimum = minimum;
        this.kind = kind;
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= minimum) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is not a valid " + kind + " integer");
    }

    /** From 0 upwards. */
    static final class NonNegative extends Count {
        NonNegative() {
            super(0, "non negative");
        }
    }

    /** From 1 upwards. */
    static final class Positive extends Count {
        Positive() {
            super(1, "positive");
        }
    }

    /**
     * A position in a file, which may be beyond what fits a number of things. Barman refuses 0, which its own passive
     * nodes send where the primary has a single line.
     */
    static final class Position implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                long position = Long.parseLong(text.strip());
                if (position >= 0) {
                    return position;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is not a valid positive integer");
        }
    }
}
