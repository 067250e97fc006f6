package org.barman4j.text;

/** Numbers in the fixed-width fields of dates and times. */
final class PaddedNumber {
    private PaddedNumber() {}

    /** Appends a number that is not negative, filled with zeros to the width. */
    static void append(StringBuilder out, int number, int width) {
        String digits = Integer.toString(number);
        for (int missing = width - digits.length(); missing > 0; missing--) {
            out.append('0');
        }
        out.append(digits);
    }
}
