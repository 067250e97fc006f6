package org.barman4j.config;

import java.nio.file.Path;

/**
 * Something wrong in a configuration file.
 *
 * @param line the line where it stands, counted from 1; 0 if it concerns the file as a whole
 */
public record ConfigProblem(Severity severity, Path file, int line, String message) {

    /** What a problem means for the command that found it. */
    public enum Severity {
        /** The setting is ignored and the command goes on, as in Barman. */
        WARNING,
        /** Nothing can be done before it is mended. */
        FATAL
    }

    /** Where the problem stands, as editors understand it: {@code FILE:LINE}. */
    public String place() {
        return line == 0 ? file.toString() : file + ":" + line;
    }

    @Override
    public String toString() {
        return message + " (" + place() + ")";
    }
}
