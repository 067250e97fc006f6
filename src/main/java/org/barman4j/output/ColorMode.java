package org.barman4j.output;

/** When to use colours. */
public enum ColorMode {
    NEVER,
    ALWAYS,
    /** When a person reads both standard output and standard error. */
    AUTO
}
