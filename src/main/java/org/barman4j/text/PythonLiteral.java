package org.barman4j.text;

/**
 * Reads and writes Python literals.
 *
 * <p>Python's types map to {@link String}, {@link Long} or {@link java.math.BigInteger}, {@link Double},
 * {@link Boolean}, {@link #NONE}, {@link java.util.List}, {@link PythonTuple} and {@link java.util.Map} (in the order of
 * the text). Collections are unmodifiable. {@code print} then {@code parse} gives an equal value back, save for NaN and
 * the infinities, which have no literal.
 *
 * <p>Unlike Python, {@code 1}, {@code 1.0} and {@code True} are three different dictionary keys.
 */
public final class PythonLiteral {
    /** Python's {@code None}. */
    public static final Object NONE = None.NONE;

    private PythonLiteral() {}

    /**
     * Reads one literal, as {@code ast.literal_eval} does. Sets, bytes and complex numbers are refused, as are a sign in
     * front of a parenthesis and an integer of more than 4300 digits, and nesting beyond Python's own 200 levels.
     *
     * @throws PythonLiteralException if the text is anything else
     */
    public static Object parse(String text) {
        return new PythonLiteralReader(text).read();
    }

    /**
     * Writes a value as {@code repr} does; {@link Integer} is accepted beside {@link Long}. Which characters count as
     * printable follows the Unicode version of the JDK, so a very recent character may come out escaped.
     *
     * @throws IllegalArgumentException if the value or a part of it is of another type
     */
    public static String print(Object value) {
        StringBuilder out = new StringBuilder();
        new PythonLiteralWriter(out).write(value);
        return out.toString();
    }

    private enum None {
        NONE;

        @Override
        public String toString() {
            return "None";
        }
    }
}
