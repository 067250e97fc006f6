package org.barman4j.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.barman4j.postgres.tls.TlsAlert;
import org.barman4j.postgres.tls.TlsRefusal;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Says why an attempt failed as libpq says it. The driver's own words depend on the language of the JVM. */
final class FailureText {
    private static final String CLOSED = "server closed the connection unexpectedly\n"
            + "\tThis probably means the server terminated abnormally\n"
            + "\tbefore or while processing the request.";

    private FailureText() {}

    static String of(SQLException failure, Attempt attempt) {
        return attempt.endpoint().failurePrefix() + reason(failure, attempt);
    }

    /** What the server itself said, if it said anything. */
    static Optional<ServerErrorMessage> server(Throwable failure) {
        return failure instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage())
                : Optional.empty();
    }

    private static String reason(SQLException failure, Attempt attempt) {
        if (attempt.isExpired()) {
            return "timeout expired";
        }
        Optional<ServerErrorMessage> server = server(failure);
        if (server.isPresent()) {
            return text(server.get());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsRefusal) {
                return cause.getMessage();
            }
        }
        Throwable cause = failure.getCause();
        if (cause instanceof IOException trouble) {
            return attempt.isReached()
                    ? lost(trouble, attempt)
                    : unreachable(trouble) + attempt.endpoint().hint();
        }
        return ofDriver(failure, attempt);
    }

    /** The driver's own refusals, which have nothing but a message to tell them apart. */
    private static String ofDriver(SQLException failure, Attempt attempt) {
        String message = String.valueOf(failure.getMessage());
        boolean rejected = PSQLState.CONNECTION_REJECTED.getState().equals(failure.getSQLState());
        if (!rejected || message.startsWith("fe_sendauth")) {
            return message;
        }
        if (attempt.lacksTls()) {
            return "server does not support SSL, but SSL was required";
        }
        if (!attempt.needsChannelBinding()) {
            return message;
        }
        if (attempt.isPasswordUsed()) {
            return attempt.isEncrypted() ? message : "channel binding required, but SSL not in use";
        }
        return message.indexOf('\'') >= 0 // the method that the server asked for
                ? "channel binding required but not supported by server's authentication request"
                : "channel binding required, but server authenticated client without channel binding";
    }

    private static String text(ServerErrorMessage message) {
        StringBuilder text = new StringBuilder();
        text.append(message.getSeverity()).append(":  ").append(message.getMessage());
        append(text, "DETAIL", message.getDetail());
        append(text, "HINT", message.getHint());
        append(text, "CONTEXT", message.getWhere());
        return text.toString();
    }

    private static void append(StringBuilder text, String label, String value) {
        if (value != null) {
            text.append('\n').append(label).append(":  ").append(value);
        }
    }

    private static String unreachable(IOException trouble) {
        String message = String.valueOf(trouble.getMessage());
        if (trouble instanceof SocketTimeoutException) {
            return "Connection timed out";
        }
        int detail = message.indexOf(" (");
        return detail < 0 ? message : message.substring(0, detail);
    }

    private static String lost(IOException trouble, Attempt attempt) {
        if (trouble instanceof EOFException) {
            return CLOSED;
        }
        if (trouble instanceof SSLException) {
            return trouble.getCause() instanceof EOFException
                    ? "SSL SYSCALL error: EOF detected"
                    : "SSL error: " + TlsAlert.inWordsOfOpenSsl(String.valueOf(trouble.getMessage()));
        }
        String message = String.valueOf(trouble.getMessage());
        if (attempt.isEncrypted()) {
            return "SSL SYSCALL error: " + message;
        }
        return message.startsWith("Connection reset")
                ? "could not receive data from server: Connection reset by peer"
                : message;
    }
}
