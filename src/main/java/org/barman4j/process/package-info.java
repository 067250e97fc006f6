/** Barman's own processes: which run for a server, and how to end them. */
package org.barman4j.process;
