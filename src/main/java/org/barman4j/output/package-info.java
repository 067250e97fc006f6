/**
 * How each result looks, by format.
 *
 * <p>An {@link org.barman4j.output.Output} is one of the formats that Barman knows. A
 * {@link org.barman4j.output.View} knows one type of result and has a method for each format, so that commands and
 * services never ask which format they are writing.
 */
package org.barman4j.output;
