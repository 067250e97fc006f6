/**
 * The maintenance that is due every minute.
 *
 * <p>Short work is done here, one server after the other. What may take long, or goes on for ever, runs in the background
 * as a command of its own, whose lock tells the next run that it is still at it.
 */
package org.barman4j.cron;
