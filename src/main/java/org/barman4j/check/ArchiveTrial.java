package org.barman4j.check;

import java.time.Duration;

/** What a check does to find out whether WAL arrives at all, where none has arrived yet. It says nothing and fails silently. */
public interface ArchiveTrial {
    /** Archives what has come in. */
    void archive();

    /** Makes PostgreSQL close its WAL file, and waits for it to be archived. */
    void switchAndArchive(Duration limit);
}
