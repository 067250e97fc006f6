package org.barman4j.xlog;

/** The eight-digit fields that WAL names are made of. */
final class HexDigits {
    static final int FIELD = 8;

    private HexDigits() {}

    /** Whether the part of the text is nothing but hexadecimal digits, of either case. */
    static boolean areAt(String text, int start, int end) {
        for (int index = start; index < end; index++) {
            char next = text.charAt(index);
            boolean digit =
                    (next >= '0' && next <= '9') || (next >= 'A' && next <= 'F') || (next >= 'a' && next <= 'f');
            if (!digit) {
                return false;
            }
        }
        return start < end;
    }

    /** The unsigned number that {@link #areAt} has approved of, of at most eight digits. */
    static int parse(String text, int start, int end) {
        return Integer.parseUnsignedInt(text, start, end, 16);
    }

    /** Appends eight upper-case digits. */
    static void append(StringBuilder out, int field) {
        for (int shift = Integer.SIZE - 4; shift >= 0; shift -= 4) {
            out.append("0123456789ABCDEF".charAt(field >>> shift & 0xF));
        }
    }
}
