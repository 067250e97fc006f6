package org.barman4j.config;

/** Whole numbers as Python's {@code int()} reads them: white space around, a sign, underscores between digits. */
final class PythonInteger {
    private PythonInteger() {}

    static Integer parse(String text) throws InvalidValueException {
        String number = text.strip();
        if (!number.startsWith("_") && !number.endsWith("_") && !number.contains("__") && !number.contains("-_")) {
            try {
                return Integer.valueOf(number.replace("_", ""));
            } catch (NumberFormatException notANumber) {
                // said below
            }
        }
        throw new InvalidValueException("'" + text + "' is not a whole number");
    }
}
