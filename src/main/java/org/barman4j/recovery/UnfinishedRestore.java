package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The mark that a destination bears as long as what is in it can't be used. */
final class UnfinishedRestore {
    /** For those who look at the directory, a name that says it. */
    static final String NAME = "barman_restore_unfinished";

    private UnfinishedRestore() {}

    private static String line(RestorePlan plan) {
        return "backup=" + plan.backup().serverName() + "/" + plan.backup().id();
    }

    /** Puts the mark up. */
    static void mark(RestorePlan plan, Destination destination) throws IOException, InterruptedException {
        String text = line(plan) + "\n"
                + "This restore has not come to its end, and PostgreSQL can't be started here. Run the same command"
                + " again to finish it.\n";
        destination.write(plan.destination(), Map.of(NAME, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What speaks against finishing what has been begun. */
    static Optional<Objection> objection(RestorePlan plan, Destination destination) throws IOException {
        try {
            byte[] mark = destination
                    .read(plan.destination(), java.util.List.of(NAME))
                    .getOrDefault(NAME, new byte[0]);
            String first =
                    new String(mark, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            return first.isEmpty() || first.equals(line(plan))
                    ? Optional.empty()
                    : Optional.of(new Objection(
                            "there is an unfinished restore of another backup in '" + plan.destination() + "' (" + first
                                    + ")",
                            "Finish that one, or empty the directory."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
