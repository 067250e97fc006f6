/**
 * How the files of a cluster get here.
 *
 * <p>A <em>method</em> puts PostgreSQL into backup mode, copies, and takes it out again, or leaves that to pg_basebackup. A
 * <em>draft</em> is the record of a backup that is being taken, with what is going on at the moment.
 */
package org.barman4j.backup.method;
