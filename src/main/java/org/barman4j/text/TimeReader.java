package org.barman4j.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one date and time from left to right.
 *
 * <p>What a number means depends on its length, on the character behind it and on what is known already, so that ISO
 * 8601, {@code ctime} and dates with the name of a month need no separate patterns.
 */
final class TimeReader {
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> HALVES_OF_DAY = List.of("am", "a", "pm", "p");
    private static final int SHORT_NAME = 3;
    private static final int LONGEST_ABBREVIATION = 5;
    private static final int MICRO_DIGITS = 6;

    private final String text;
    private final TimeFields fields = new TimeFields();
    private final LocalDateTime time;
    private int position;
    private boolean zoneKnown;
    private int offsetSeconds;
    private String abbreviation = "";

    private TimeReader(String text) {
        this.text = text;
        while (position < text.length()) {
            readNext();
        }
        time = fields.toTime(text);
    }

    static TimeReader read(String text) {
        return new TimeReader(text);
    }

    LocalDateTime time() {
        return time;
    }

    /** The offset, if the text has one or names UTC. */
    Optional<ZoneOffset> offset() {
        return zoneKnown ? Optional.of(ZoneOffset.ofTotalSeconds(offsetSeconds)) : Optional.empty();
    }

    /** The abbreviation of a zone other than UTC, or an empty string. */
    String abbreviation() {
        return abbreviation;
    }

    private void readNext() {
        int next = peek();
        if (isDigit(next)) {
            readNumber();
        } else if (isLetter(next)) {
            readWord();
        } else if ((next == '+' || next == '-') && fields.hasHour()) {
            readOffset();
        } else {
            require(Character.isWhitespace(next) || ",-./".indexOf(next) >= 0);
            position++;
        }
    }

    private void readNumber() {
        int start = position;
        int length = skipDigits();
        if (length <= 2 && peek() == ':') {
            readClock(number(start, length));
        } else if (fields.hasDate() && (length == 2 || length == 4 || length == 6)) {
            readCompactTime(start, length);
        } else if (length == 8 || length == 12 || length == 14) {
            readCompactDate(start);
            if (length > 8) {
                readCompactTime(start + 8, length - 8);
            }
        } else if (length == 4) {
            require(fields.setYear(number(start, 4)));
        } else {
            require(length <= 2 && fields.setMonthOrDay(number(start, length)));
        }
    }

    /** {@code HH:MM[:SS[.f]]}; the hour has been read, the colon is next. */
    private void readClock(int hour) {
        require(fields.setHour(hour));
        position++;
        fields.setMinute(readShortNumber());
        if (peek() == ':') {
            position++;
            fields.setSecond(readShortNumber());
            readFraction();
        }
    }

    private void readCompactTime(int start, int length) {
        require(fields.setHour(number(start, 2)));
        if (length > 2) {
            fields.setMinute(number(start + 2, 2));
        }
        if (length > 4) {
            fields.setSecond(number(start + 4, 2));
            readFraction();
        }
    }

    private void readFraction() {
        if ((peek() != '.' && peek() != ',') || !isDigit(peek(1))) {
            return;
        }
        position++;
        int start = position;
        int length = Math.min(skipDigits(), MICRO_DIGITS);
        int micros = number(start, length);
        for (int digits = length; digits < MICRO_DIGITS; digits++) {
            micros *= 10;
        }
        fields.setMicros(micros);
    }

    private void readCompactDate(int start) {
        require(fields.setYear(number(start, 4))
                && fields.setMonth(number(start + 4, 2))
                && fields.setDay(number(start + 6, 2)));
    }

    private void readWord() {
        int start = position;
        while (isLetter(peek())) {
            position++;
        }
        String word = text.substring(start, position);
        String lower = word.toLowerCase(Locale.ROOT);
        int month = indexOfName(MONTHS, lower);
        if (month >= 0) {
            require(fields.setMonth(month + 1));
        } else if (HALVES_OF_DAY.contains(lower)) {
            require(fields.setHalfOfDay(lower.charAt(0) == 'p'));
        } else if (indexOfName(WEEKDAYS, lower) < 0) {
            readZoneOrFiller(word, lower);
        }
    }

    /** Where the name is, in full or as its first three letters, or -1. */
    private static int indexOfName(List<String> names, String lower) {
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            if (name.equals(lower) || (lower.length() == SHORT_NAME && name.startsWith(lower))) {
                return index;
            }
        }
        return -1;
    }

    private void readZoneOrFiller(String word, String lower) {
        if (!fields.hasHour() || !isZone(word)) {
            require(lower.equals("t") || lower.equals("at"));
            return;
        }
        require(!zoneKnown && abbreviation.isEmpty());
        if (word.equals("UTC") || word.equals("GMT") || lower.equals("z")) {
            zoneKnown = true;
        } else {
            abbreviation = word;
        }
    }

    private static boolean isZone(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) < 'A' || word.charAt(index) > 'Z') {
                return word.equals("z");
            }
        }
        return word.length() <= LONGEST_ABBREVIATION;
    }

    /** {@code +H}, {@code +HH}, {@code +HHMM}, {@code +HH:MM} or {@code +HH:MM:SS}. */
    private void readOffset() {
        require(!zoneKnown && abbreviation.isEmpty());
        int sign = peek() == '-' ? -1 : 1;
        position++;
        int start = position;
        int length = skipDigits();
        require(length == 1 || length == 2 || length == 4);
        int seconds = number(start, Math.min(length, 2)) * 3600;
        if (length == 4) {
            seconds += number(start + 2, 2) * 60;
        } else {
            seconds += readOffsetPart() * 60;
            seconds += readOffsetPart();
        }
        require(seconds <= ZoneOffset.MAX.getTotalSeconds());
        zoneKnown = true;
        offsetSeconds = sign * seconds;
    }

    /** The number behind a colon, or 0 if there is no colon. */
    private int readOffsetPart() {
        if (peek() != ':') {
            return 0;
        }
        position++;
        return readShortNumber();
    }

    private int readShortNumber() {
        int start = position;
        int length = skipDigits();
        require(length == 1 || length == 2);
        return number(start, length);
    }

    private int skipDigits() {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        return position - start;
    }

    private int number(int start, int length) {
        return Integer.parseInt(text, start, start + length, 10);
    }

    private int peek() {
        return peek(0);
    }

    private int peek(int ahead) {
        int index = position + ahead;
        return index < text.length() ? text.charAt(index) : -1;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private void require(boolean understood) {
        if (!understood) {
            throw new DateTimeException("Unknown string format: " + text);
        }
    }
}
