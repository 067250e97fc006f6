package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mark that a destination bears as long as what is in it can't be used.
 *
 * <p>It tells which directories were empty when it was put up, so that whoever finds it knows that all that is in these has
 * been made by a restore. Beside {@code pg_control} it counts for nothing: then there is a cluster, in which somebody may
 * have worked since.
 */
final class UnfinishedRestore {
    /** For those who look at the directory, a name that says it. */
    static final String NAME = "barman_restore_unfinished";

    private static final String DIRECTORY = "directory=";

    private final List<String> lines;

    private UnfinishedRestore(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** The mark of a destination, if it bears one. */
    static Optional<UnfinishedRestore> find(RestorePlan plan, Destination destination)
            throws IOException, InterruptedException {
        if (!destination.names(plan.destination()).orElse(List.of()).contains(NAME)) {
            return Optional.empty();
        }
        String global = RestorePlan.below(plan.destination(), ControlFile.DIRECTORY);
        if (destination.names(global).orElse(List.of()).contains(ControlFile.NAME)) {
            return Optional.empty();
        }
        byte[] text = destination.read(plan.destination(), List.of(NAME)).getOrDefault(NAME, new byte[0]);
        return Optional.of(new UnfinishedRestore(
                new String(text, StandardCharsets.UTF_8).lines().toList()));
    }

    /** Puts the mark up. */
    static void mark(RestorePlan plan, Destination destination) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(backup(plan)));
        for (String directory : plan.targets()) {
            if (!plan.delta() || directory.equals(plan.walDirectory())) { // that one was empty in any case
                lines.add(DIRECTORY + directory);
            }
        }
        lines.add(
                "This restore has not come to its end, and PostgreSQL can't be started here. Run the same command again to"
                        + " finish it.");
        String text = String.join("\n", lines) + "\n";
        destination.write(plan.destination(), Map.of(NAME, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String backup(RestorePlan plan) {
        return "backup=" + plan.backup().serverName() + "/" + plan.backup().id();
    }

    /** Whether all that is in a directory has been made by that restore. */
    boolean covers(String directory) {
        return lines.contains(DIRECTORY + directory);
    }

    /** Removes what it has made, as far as it is in the way. */
    void clear(RestorePlan plan, Destination destination) throws IOException {
        for (String directory : plan.targets()) {
            if (covers(directory)) {
                destination.empty(directory, NAME);
            }
        }
    }

    /** What speaks against finishing it by this plan. */
    Optional<Objection> objection(RestorePlan plan) {
        String first = lines.isEmpty() ? "" : lines.get(0);
        return first.isEmpty() || first.equals(backup(plan))
                ? Optional.empty()
                : Optional.of(new Objection(
                        "there is an unfinished restore of another backup in '" + plan.destination() + "' (" + first
                                + ")",
                        "Finish that one, or empty the directory."));
    }
}
