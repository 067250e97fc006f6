/**
 * Brings backups back.
 *
 * <p>A <em>plan</em> is all that is decided before anything is copied; an <em>objection</em> is a reason why it can't work.
 * The <em>destination</em> is the machine that the cluster is restored on, this one or another. The <em>tail</em> is the WAL
 * that the receiver has and the archive has not yet.
 */
package org.barman4j.recovery;
