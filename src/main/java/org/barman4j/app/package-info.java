/** The entry point, and the only place that puts services together. */
package org.barman4j.app;
