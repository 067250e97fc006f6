package org.barman4j.postgres;

import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Gives the driver the password when the server asks for one. Made by the driver. */
public final class AttemptPassword implements AuthenticationPlugin {
    private final Attempt attempt;

    public AttemptPassword(Properties properties) {
        attempt = Attempt.of(properties);
    }

    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        if (type == AuthenticationRequestType.GSS) {
            return new char[0];
        }
        return attempt.usePassword()
                .orElseThrow(
                        () -> new PSQLException("fe_sendauth: no password supplied", PSQLState.CONNECTION_REJECTED))
                .toCharArray();
    }
}
