/**
 * What a live server is asked.
 *
 * <p>A {@link org.barman4j.postgres.live.LiveServer} holds the connections of one server; a
 * {@link org.barman4j.postgres.live.PostgresSession} is one of them, and knows the version, on which function and column
 * names depend. A {@link org.barman4j.postgres.live.RemoteStatus} is what was learnt, under the names that Barman gives it.
 */
package org.barman4j.postgres.live;
