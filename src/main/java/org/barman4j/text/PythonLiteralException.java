package org.barman4j.text;

/** Text that is not a Python literal, or one that has no counterpart here. The text itself is not in the message. */
public final class PythonLiteralException extends IllegalArgumentException {
    private final int position;

    PythonLiteralException(String problem, int position) {
        super(problem + " at position " + position);
        this.position = position;
    }

    /** Where in the text the problem is, counted from 0 in Java characters. */
    public int position() {
        return position;
    }
}
