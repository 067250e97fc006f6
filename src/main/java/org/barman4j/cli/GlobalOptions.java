package org.barman4j.cli;

import org.barman4j.output.ColorMode;
import org.barman4j.output.OutputFormat;
import org.barman4j.output.Verbosity;

/**
 * What stands before the command.
 *
 * @param config the configuration file; empty for the default ones
 * @param logLevel the log level in place of the configured one; empty for none
 * @param nagios whether a monitoring system reads the answer, whatever the format
 */
public record GlobalOptions(
        String config, ColorMode color, String logLevel, Verbosity verbosity, OutputFormat format, boolean nagios) {}
