package org.barman4j.cli;

import java.util.Locale;

/** Which host has the staging directory of a restore. */
enum StagingLocation {
    /** This one. */
    LOCAL,
    /** The one that is restored to. */
    REMOTE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
