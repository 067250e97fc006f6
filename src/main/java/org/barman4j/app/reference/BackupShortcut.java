package org.barman4j.app.reference;

import java.util.List;

/**
 * Words by which a backup can be called.
 *
 * @param meaning which backup they stand for
 */
record BackupShortcut(List<String> words, String meaning) {
    static final List<BackupShortcut> ALL = List.of(
            new BackupShortcut(List.of("latest", "last"), "The newest backup whose copy is done."),
            new BackupShortcut(List.of("oldest", "first"), "The oldest backup whose copy is done."),
            new BackupShortcut(
                    List.of("latest-full", "last-full"),
                    "The newest of these that is neither incremental nor made of snapshots."),
            new BackupShortcut(List.of("last-failed"), "The newest backup that failed."));

    /** How it is written in a list. */
    String term() {
        return "`" + String.join("`, `", words) + "`";
    }
}
