/**
 * Talks to PostgreSQL.
 *
 * <p>A {@link org.barman4j.postgres.Conninfo} is what a connection string of libpq says; a
 * {@link org.barman4j.postgres.Connector} opens connections as libpq would, of the normal kind or of the kind that
 * speaks the replication protocol. Facts about a server are read by services on top of that.
 */
package org.barman4j.postgres;
