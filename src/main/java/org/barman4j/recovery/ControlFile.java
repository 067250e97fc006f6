package org.barman4j.recovery;

/**
 * The file without which PostgreSQL does not start. A restore puts it in its place when everything else is there and
 * safe, so that whatever is left of one that was cut off can't be taken for a cluster.
 */
final class ControlFile {
    static final String DIRECTORY = "global";
    static final String NAME = "pg_control";

    /** The path below the data directory. */
    static final String PATH = DIRECTORY + "/" + NAME;

    private ControlFile() {}
}
