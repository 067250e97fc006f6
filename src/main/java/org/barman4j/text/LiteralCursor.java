package org.barman4j.text;

/** The place that has been reached in the text of a literal, shared by the readers of its parts. */
final class LiteralCursor {
    /** What {@link #peek()} answers behind the last character. */
    static final int END = -1;

    private final String text;
    private int position;

    LiteralCursor(String text) {
        this.text = text;
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        int index = position + ahead;
        return index < text.length() ? text.charAt(index) : END;
    }

    void skip(int count) {
        position += count;
    }

    /** Goes back to a place that {@link #position()} gave. */
    void moveTo(int place) {
        position = place;
    }

    int position() {
        return position;
    }

    /** Everything from {@code start} up to the place that has been reached. */
    String since(int start) {
        return text.substring(start, position);
    }

    void copySince(int start, StringBuilder out) {
        out.append(text, start, position);
    }

    boolean atNewline() {
        int next = peek();
        return next == '\n' || next == '\r';
    }

    /** Moves over one line end, which Python takes as one whether it is written LF, CR or CR LF. */
    void skipNewline() {
        position += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
    }

    /** Whether the next character would make a longer name or number out of what has just been read. */
    boolean atNameCharacter() {
        int next = peek();
        return next == '_' || isDigit(next) || isLetter(next) || next >= 0x80;
    }

    PythonLiteralException failure(String problem) {
        return failure(problem, position);
    }

    PythonLiteralException failure(String problem, int at) {
        return new PythonLiteralException(problem, at);
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
