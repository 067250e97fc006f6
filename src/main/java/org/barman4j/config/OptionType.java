package org.barman4j.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/**
 * How the text of an option becomes a value, in Barman's rules and words.
 *
 * <p>Types are plain nested classes: this runs at every start, where a lambda costs more than the parsing.
 */
public abstract class OptionType<T> {
    /** Any text, taken as it is. */
    public static final OptionType<String> TEXT = new Text();

    /** Barman's many spellings of yes and no. */
    public static final OptionType<Boolean> FLAG = new Flag();

    /** A whole number as Python reads one. */
    public static final OptionType<Integer> INTEGER = new Int();

    /** A number and a unit of time. */
    public static final OptionType<Duration> INTERVAL = new Interval();

    /** A number of bytes with an optional decimal or binary suffix. */
    public static final OptionType<Long> SIZE = new Size();

    /** A WAL compression level: a name, or a number. */
    public static final OptionType<Object> LEVEL = new Level();

    /** A path that must be absolute. */
    public static final OptionType<String> ABSOLUTE_PATH = new AbsolutePath();

    /** The name of a replication slot, in lower case. */
    public static final OptionType<String> SLOT = new Slot();

    /** Names separated by commas, none of them empty. */
    public static final OptionType<List<String>> NAMES = new Names();

    /** A text that is a number in every sane file; anything else is dropped with a warning, as if it weren't there. */
    public static final OptionType<Object> NUMBER_OR_NOTHING = new Untyped();

    private final String description;

    private OptionType(String description) {
        this.description = description;
    }

    /** One word of several, in any case. */
    public static OptionType<String> choice(String... words) {
        return new Choice(true, "", List.of(words));
    }

    /** One word of several, exactly so. */
    public static OptionType<String> exactChoice(String... words) {
        return new Choice(false, "", List.of(words));
    }

    /** One word of several, in any case; the empty text is taken too and stands for no value. */
    public static OptionType<String> choiceOrNothing(String... words) {
        return new ChoiceOrNothing(List.of(words));
    }

    /** One word of several, of which {@code nothing} stands for no value. */
    public static OptionType<String> choiceWithNone(String nothing, String... words) {
        return new Choice(true, nothing, List.of(words));
    }

    /** A set of words separated by commas; {@code name} is what Python's Barman calls such a set when it shows one. */
    public static OptionType<WordSet> words(String name, List<String> exclusive, String... words) {
        return new Words(name, exclusive, List.of(words));
    }

    /** What the reference page says about values of this type. */
    public String description() {
        return description;
    }

    /** Reads a text, which may give no value at all. */
    abstract Parsed<T> parse(String text) throws InvalidValueException;

    /** The value of an option that is set nowhere and has no default; null, as for most, if that is no value. */
    T unset() {
        return null;
    }

    /** A value, nothing, or a nothing that also forbids looking for the value anywhere else. */
    record Parsed<T>(T value, boolean closed) {
        static <T> Parsed<T> of(T value) {
            return new Parsed<>(value, true);
        }

        static <T> Parsed<T> nothing() {
            return new Parsed<>(null, false);
        }

        static <T> Parsed<T> none() {
            return new Parsed<>(null, true);
        }
    }

    private static final class Text extends OptionType<String> {
        Text() {
            super("text");
        }

        @Override
        Parsed<String> parse(String text) {
            return Parsed.of(text);
        }
    }

    private static final class Untyped extends OptionType<Object> {
        Untyped() {
            super("number");
        }

        @Override
        Parsed<Object> parse(String text) {
            return Parsed.of(text);
        }
    }

    private static final class Flag extends OptionType<Boolean> {
        private static final Set<String> YES = Set.of("true", "t", "yes", "1", "on");
        private static final Set<String> NO = Set.of("false", "f", "no", "0", "off");

        Flag() {
            super("on or off");
        }

        @Override
        Parsed<Boolean> parse(String text) throws InvalidValueException {
            String word = text.toLowerCase(Locale.ROOT);
            if (YES.contains(word)) {
                return Parsed.of(Boolean.TRUE);
            }
            if (NO.contains(word)) {
                return Parsed.of(Boolean.FALSE);
            }
            throw new InvalidValueException(
                    "Invalid boolean representation (must be one in: " + "true|t|yes|1|on | false|f|no|0|off)");
        }
    }

    private static final class Int extends OptionType<Integer> {
        Int() {
            super("whole number");
        }

        @Override
        Parsed<Integer> parse(String text) throws InvalidValueException {
            return Parsed.of(PythonInteger.parse(text));
        }
    }

    private static final class Interval extends OptionType<Duration> {
        Interval() {
            super("number and HOURS, DAYS, WEEKS or MONTHS");
        }

        @Override
        Parsed<Duration> parse(String text) throws InvalidValueException {
            if (text.isEmpty()) {
                return Parsed.nothing();
            }
            StringTokenizer words = new StringTokenizer(text);
            String digits = words.hasMoreTokens() ? words.nextToken() : "";
            String unit = words.hasMoreTokens() ? words.nextToken().toLowerCase(Locale.ROOT) : "";
            if (words.hasMoreTokens() || !isDigits(digits) || digits.length() > 9) {
                throw new InvalidValueException("Invalid value for a time interval " + text);
            }
            long number = Long.parseLong(digits);
            return Parsed.of(
                    switch (unit) {
                        case "hour", "hours" -> Duration.ofHours(number);
                        case "day", "days" -> Duration.ofDays(number);
                        case "week", "weeks" -> Duration.ofDays(7 * number);
                        case "month", "months" -> Duration.ofDays(31 * number);
                        default -> throw new InvalidValueException("Invalid value for a time interval " + text);
                    });
        }
    }

    private static final class Size extends OptionType<Long> {
        Size() {
            super("bytes, with k, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (of 1024)");
        }

        @Override
        Parsed<Long> parse(String text) throws InvalidValueException {
            if (text.isEmpty()) {
                return Parsed.nothing();
            }
            int digits = 0;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            if (digits == 0 || digits > 15) {
                throw invalid(text);
            }
            try {
                long number = Long.parseLong(text.substring(0, digits));
                return Parsed.of(Math.multiplyExact(
                        number, factor(text, text.substring(digits).strip())));
            } catch (ArithmeticException tooLarge) {
                throw invalid(text);
            }
        }

        private static long factor(String text, String suffix) throws InvalidValueException {
            return switch (suffix) {
                case "" -> 1L;
                case "k" -> 1_000L;
                case "Ki" -> 1L << 10;
                case "M" -> 1_000_000L;
                case "Mi" -> 1L << 20;
                case "G" -> 1_000_000_000L;
                case "Gi" -> 1L << 30;
                case "T" -> 1_000_000_000_000L;
                case "Ti" -> 1L << 40;
                default -> throw invalid(text);
            };
        }

        private static InvalidValueException invalid(String text) {
            return new InvalidValueException("Invalid value for a number " + text);
        }
    }

    private static final class Level extends OptionType<Object> {
        private static final List<String> NAMED = List.of("low", "medium", "high");

        Level() {
            super("low, medium, high or a whole number");
        }

        @Override
        Parsed<Object> parse(String text) throws InvalidValueException {
            String word = text.toLowerCase(Locale.ROOT);
            int sign = 0;
            while (sign < word.length() && word.charAt(sign) == '-') {
                sign++;
            }
            if (isDigits(word.substring(sign))) {
                return Parsed.of(PythonInteger.parse(word));
            }
            if (word.isEmpty() || NAMED.contains(word)) {
                return Parsed.of(word);
            }
            throw new InvalidValueException("Invalid value: '" + word + "' (must be one in [" + String.join(", ", NAMED)
                    + "] or an acceptable integer)");
        }
    }

    private static final class AbsolutePath extends OptionType<String> {
        AbsolutePath() {
            super("absolute path");
        }

        @Override
        Parsed<String> parse(String text) throws InvalidValueException {
            if (!text.startsWith("/")) {
                throw new InvalidValueException("Invalid value : '" + text + "' (must be an absolute path)");
            }
            return Parsed.of(text);
        }
    }

    private static final class Slot extends OptionType<String> {
        Slot() {
            super("lower case letters, digits and _");
        }

        @Override
        Parsed<String> parse(String text) throws InvalidValueException {
            String name = text.toLowerCase(Locale.ROOT);
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
                    throw invalid();
                }
            }
            if (name.isEmpty()) {
                throw invalid();
            }
            return Parsed.of(name);
        }

        private static InvalidValueException invalid() {
            return new InvalidValueException("Replication slot names may only contain lower case letters, "
                    + "numbers, and the underscore character.");
        }
    }

    private static final class Names extends OptionType<List<String>> {
        Names() {
            super("names separated by commas, without spaces");
        }

        @Override
        Parsed<List<String>> parse(String text) throws InvalidValueException {
            List<String> names = List.of(text.split(",", -1));
            if (names.contains("")) {
                throw new InvalidValueException("a name in the list '" + text + "' is empty");
            }
            return Parsed.of(names);
        }
    }

    private static final class Choice extends OptionType<String> {
        private final boolean anyCase;
        private final String nothing;
        private final List<String> words;

        Choice(boolean anyCase, String nothing, List<String> words) {
            super(String.join(", ", words));
            this.anyCase = anyCase;
            this.nothing = nothing;
            this.words = words;
        }

        @Override
        Parsed<String> parse(String text) throws InvalidValueException {
            String word = anyCase ? text.toLowerCase(Locale.ROOT) : text;
            if (!words.contains(word)) {
                throw new InvalidValueException(
                        "Invalid value '" + text + "' (must be one in: " + String.join(", ", words) + ")");
            }
            return word.equals(nothing) ? Parsed.none() : Parsed.of(word);
        }
    }

    private static final class ChoiceOrNothing extends OptionType<String> {
        private final Choice choice;

        ChoiceOrNothing(List<String> words) {
            super(String.join(", ", words));
            this.choice = new Choice(true, "", words);
        }

        @Override
        Parsed<String> parse(String text) throws InvalidValueException {
            return text.isEmpty() ? Parsed.none() : choice.parse(text);
        }
    }

    private static final class Words extends OptionType<WordSet> {
        private final String name;
        private final List<String> exclusive;
        private final List<String> words;

        Words(String name, List<String> exclusive, List<String> words) {
            super("any of " + String.join(", ", words) + ", separated by commas");
            this.name = name;
            this.exclusive = exclusive;
            this.words = words;
        }

        @Override
        WordSet unset() {
            return new WordSet(name, Set.of());
        }

        @Override
        Parsed<WordSet> parse(String text) throws InvalidValueException {
            Set<String> found = new TreeSet<>();
            if (!text.isEmpty()) {
                for (String part : text.split(",", -1)) {
                    String word = part.strip().toLowerCase(Locale.ROOT);
                    if (!words.contains(word)) {
                        throw new InvalidValueException("Unknown option '" + word + "'");
                    }
                    found.add(word);
                }
            }
            if (exclusive.size() > 1 && found.containsAll(exclusive)) {
                throw new InvalidValueException("cannot contain both '" + String.join("' and '", exclusive) + "'");
            }
            return Parsed.of(new WordSet(name, found));
        }
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
