package org.barman4j.text;

/** Numbers of characters in the escapes of Python and JSON. */
final class HexDigits {
    private HexDigits() {}

    /** The number in lower-case hexadecimal, filled with zeros to the width. */
    static String of(int number, int width) {
        String digits = Integer.toHexString(number);
        return "0".repeat(width - digits.length()).concat(digits);
    }
}
