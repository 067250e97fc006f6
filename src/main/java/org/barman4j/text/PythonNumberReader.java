package org.barman4j.text;

import java.math.BigInteger;

/** Reads an integer or a float; a sign in front has been read already. */
final class PythonNumberReader {
    /** Python's limit, there for the same reason: reading an integer of n digits takes n squared steps. */
    private static final int MOST_DIGITS = 4300;

    private PythonNumberReader() {}

    static boolean startsNumber(LiteralCursor cursor) {
        int next = cursor.peek();
        return LiteralCursor.isDigit(next) || (next == '.' && LiteralCursor.isDigit(cursor.peek(1)));
    }

    static Object read(LiteralCursor cursor, boolean negative) {
        int radix = radix(cursor);
        Object value = radix == 10 ? decimal(cursor, negative) : prefixed(cursor, radix, negative);
        if (cursor.atNameCharacter()) {
            throw cursor.failure("invalid number");
        }
        return value;
    }

    private static int radix(LiteralCursor cursor) {
        if (cursor.peek() != '0') {
            return 10;
        }
        return switch (cursor.peek(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static Object prefixed(LiteralCursor cursor, int radix, boolean negative) {
        cursor.skip(2);
        int start = cursor.position();
        if (cursor.peek() == '_') {
            cursor.skip(1);
        }
        skipDigits(cursor, radix);
        return integer(cursor, start, radix, negative);
    }

    private static Object decimal(LiteralCursor cursor, boolean negative) {
        int start = cursor.position();
        boolean leadingZero = cursor.peek() == '0';
        if (cursor.peek() != '.') {
            skipDigits(cursor, 10);
        }
        boolean fraction = skipFraction(cursor);
        boolean exponent = skipExponent(cursor);
        if (fraction || exponent) {
            double value = Double.parseDouble(withoutUnderscores(cursor.since(start)));
            return negative ? -value : value;
        }
        Object value = integer(cursor, start, 10, negative);
        if (leadingZero && !value.equals(0L)) {
            throw cursor.failure("leading zeros in an integer", start);
        }
        return value;
    }

    private static boolean skipFraction(LiteralCursor cursor) {
        if (cursor.peek() != '.') {
            return false;
        }
        cursor.skip(1);
        if (LiteralCursor.isDigit(cursor.peek())) {
            skipDigits(cursor, 10);
        }
        return true;
    }

    private static boolean skipExponent(LiteralCursor cursor) {
        if (cursor.peek() != 'e' && cursor.peek() != 'E') {
            return false;
        }
        cursor.skip(1);
        if (cursor.peek() == '+' || cursor.peek() == '-') {
            cursor.skip(1);
        }
        skipDigits(cursor, 10);
        return true;
    }

    /** Moves over at least one digit; a single underscore may stand between two of them. */
    private static void skipDigits(LiteralCursor cursor, int radix) {
        while (true) {
            if (!isDigit(cursor.peek(), radix)) {
                throw cursor.failure("digit expected");
            }
            while (isDigit(cursor.peek(), radix)) {
                cursor.skip(1);
            }
            if (cursor.peek() != '_') {
                return;
            }
            cursor.skip(1);
        }
    }

    private static boolean isDigit(int character, int radix) {
        return character >= 0 && character < 0x80 && Character.digit(character, radix) >= 0;
    }

    private static Object integer(LiteralCursor cursor, int start, int radix, boolean negative) {
        String digits = withoutUnderscores(cursor.since(start));
        if (digits.length() > MOST_DIGITS) {
            throw cursor.failure("integer too long", start);
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static String withoutUnderscores(String number) {
        return number.indexOf('_') < 0 ? number : number.replace("_", "");
    }
}
