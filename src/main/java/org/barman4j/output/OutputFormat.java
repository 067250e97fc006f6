package org.barman4j.output;

/** The formats that a user can ask for. */
public enum OutputFormat {
    CONSOLE,
    JSON
}
