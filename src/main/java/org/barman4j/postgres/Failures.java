package org.barman4j.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.ServerErrorMessage;

/** Why one host after the other could not be used. */
final class Failures {
    private final List<String> texts = new ArrayList<>();
    private String sqlState = "";
    private SQLException last;
    private boolean ended;

    void add(String text) {
        texts.add(text);
    }

    void add(String text, SQLException failure) {
        texts.add(text);
        last = failure;
        sqlState =
                FailureText.server(failure).map(ServerErrorMessage::getSQLState).orElse(sqlState);
    }

    /** Adds a failure that makes other hosts useless. */
    void addFinal(String text) {
        texts.add(text);
        ended = true;
    }

    /** Says the last text once more. */
    void repeat() {
        texts.add(texts.get(texts.size() - 1));
    }

    /** Leaves the hosts that follow alone. */
    void end() {
        ended = true;
    }

    /** Whether the hosts that follow are to be left alone. */
    boolean isFinal() {
        return ended;
    }

    PostgresException exception() {
        return new PostgresException(String.join("\n", texts), sqlState, last);
    }
}
