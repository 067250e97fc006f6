/**
 * What is done with the WAL of one server.
 *
 * <p>A slot is what makes PostgreSQL keep WAL until it has been received. To switch is to make PostgreSQL close the WAL
 * file that it writes, so that it can be archived before it is full.
 */
package org.barman4j.archive;
