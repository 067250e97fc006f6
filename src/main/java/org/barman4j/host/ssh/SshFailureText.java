package org.barman4j.host.ssh;

import com.jcraft.jsch.JSchSessionDisconnectException;
import java.net.SocketTimeoutException;
import java.util.List;

/** What went wrong with a connection, in the words of OpenSSH, which scripts and people know. */
final class SshFailureText {
    private SshFailureText() {}

    /** The reason why a session did not come about, after the socket was open. */
    static String of(Exception failure, SshTarget target, List<String> complaints) {
        String message = String.valueOf(failure.getMessage());
        String place = target.host() + " port " + target.port();
        if (message.startsWith("Auth ")) {
            return String.join("\n", complaints) + (complaints.isEmpty() ? "" : "\n") + target.user() + "@"
                    + target.host() + ": Permission denied (" + methods(message) + ").";
        }
        if (failure instanceof JSchSessionDisconnectException refusal) {
            return "Received disconnect from " + place + ":" + refusal.getReasonCode() + ": "
                    + refusal.getDescription();
        }
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "Connection timed out during banner exchange\nConnection to " + place + " timed out";
        }
        if (message.startsWith("Algorithm negotiation fail")) {
            return "Unable to negotiate with " + place + ": " + message;
        }
        if (message.contains("closed by foreign host") || message.contains("End of IO Stream Read")) {
            return "Connection closed by " + place;
        }
        if (message.contains("Connection reset")) {
            return "Connection reset by " + place;
        }
        return "ssh: connection to " + place + " failed: " + message;
    }

    /** The end of a connection that was there. */
    static String closed(SshTarget target) {
        return "Connection to " + target.host() + " closed by remote host.";
    }

    /** Finds the names in "Auth fail for methods 'publickey,password'". */
    private static String methods(String message) {
        int start = message.indexOf('\'');
        int end = message.lastIndexOf('\'');
        return start < end ? message.substring(start + 1, end) : "publickey";
    }
}
