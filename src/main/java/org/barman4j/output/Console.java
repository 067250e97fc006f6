package org.barman4j.output;

/** The page that a view prints its lines on. */
public interface Console {
    /** Prints a line. */
    void line(String text);

    /** The colours to use within a line. */
    Palette palette();
}
