/**
 * TLS with libpq's files and rules, by the JDK: certificates and keys in PEM, the check of a server's certificate and name.
 *
 * <p>What fails is told in libpq's words, as a {@link org.barman4j.postgres.tls.TlsRefusal} somewhere among the causes.
 */
package org.barman4j.postgres.tls;
