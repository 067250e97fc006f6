package org.barman4j.archive;

/**
 * Whether the WAL archive of a server is free.
 *
 * @param problem what is in it; empty if it is free
 */
public record WalArchiveVerdict(String server, String problem) {
    public boolean isFree() {
        return problem.isEmpty();
    }
}
