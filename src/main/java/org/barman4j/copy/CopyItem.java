package org.barman4j.copy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something to copy.
 *
 * @param label the name in statistics and messages
 * @param source where it is on the server's host
 * @param target the directory that it is copied to
 * @param filter which of the files in a directory count
 * @param bandwidth kilobytes a second at most, 0 for no limit
 * @param reference the same directory in an older backup, whose unchanged files may be used
 */
public record CopyItem(
        String label, Kind kind, String source, Path target, Filter filter, int bandwidth, Optional<Path> reference) {

    /** What an item is. */
    public enum Kind {
        TABLESPACE("tablespace"),
        DATA("PGDATA"),
        /** Copied behind everything else, as it says from where recovery starts. */
        CONTROL("pg_control"),
        CONFIGURATION("config"),
        /** A file that may be missing. */
        OPTIONAL_CONFIGURATION("config");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Which files of a directory count, by patterns of rsync, of which the first that fits decides.
     *
     * @param included those that count although the others would leave them out
     */
    public record Filter(List<String> included, List<String> excluded) {
        static final Filter NONE = new Filter(List.of(), List.of());

        public Filter {
            included = List.copyOf(included);
            excluded = List.copyOf(excluded);
        }
    }

    /** A single file. */
    public static CopyItem file(String label, Kind kind, String source, Path target) {
        return new CopyItem(label, kind, source, target, Filter.NONE, 0, Optional.empty());
    }

    public boolean isDirectory() {
        return kind == Kind.DATA || kind == Kind.TABLESPACE;
    }

    /** What it is, for the log. */
    @Override
    public String toString() {
        String name = kind == Kind.DATA || kind == Kind.CONTROL ? "" : " '" + label + "'";
        return kind.word + (isDirectory() ? " directory" : " file") + name + ": " + source;
    }
}
