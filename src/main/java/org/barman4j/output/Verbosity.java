package org.barman4j.output;

/** How much the user wants to see. */
public record Verbosity(boolean quiet, boolean debug) {}
