package org.barman4j.postgres;

import org.barman4j.report.BarmanException;

/** PostgreSQL could not be reached, or refused what it was asked. The message is that of libpq as far as possible. */
public final class PostgresException extends BarmanException {
    private final String sqlState;

    /** @param sqlState the code that PostgreSQL gave; empty if it gave none */
    public PostgresException(String message, String sqlState, Throwable cause) {
        super(message, "", cause);
        this.sqlState = sqlState;
    }

    /** A refusal of our own, before PostgreSQL was asked. */
    static PostgresException of(String message) {
        return new PostgresException(message, "", null);
    }

    public String sqlState() {
        return sqlState;
    }
}
