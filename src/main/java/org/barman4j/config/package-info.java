/**
 * Reads, interpolates and validates the configuration.
 *
 * <p>A configuration is one main file, the files of {@code configuration_files_directory} and what
 * {@code config-update} wrote, in this order. Each has <em>sections</em>: {@code [barman]} is global, every other one is
 * a <em>server</em> or, if it says {@code model = true}, a <em>model</em>: a set of options that can be laid over a
 * server. Every <em>option</em> is declared once, in {@link org.barman4j.config.Options}. A <em>problem</em> is
 * something wrong in a file, with the place where it stands; all problems are found before any is reported.
 */
package org.barman4j.config;
