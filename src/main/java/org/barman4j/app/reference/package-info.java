/**
 * Writes the reference: pages, manual and completion, all from the table of options and the command line's own model.
 *
 * <p>A <em>page</em> is a text in Markdown or for {@code man}; both are told the same and differ in their marks only. In
 * the texts given to a page, backquotes enclose what is to be typed as it stands.
 */
package org.barman4j.app.reference;
