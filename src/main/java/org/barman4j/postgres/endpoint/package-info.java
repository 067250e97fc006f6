/**
 * Where a PostgreSQL server listens: an address and a port, or a socket of the file system. An endpoint opens sockets and
 * knows the words in which libpq says that it could not.
 */
package org.barman4j.postgres.endpoint;
