package org.barman4j.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that consists of data pages.
 *
 * @param path below the data directory
 * @param segment which gigabyte of its relation it is
 */
record RelationFile(String path, int segment) {
    /** Pages in a file, as PostgreSQL is built everywhere. */
    private static final int SEGMENT_BYTES = 1 << 30;

    private static final Pattern FORMAT = Pattern.compile(
            "(?:global|base/\\d+|pg_tblspc/\\d+/PG_[^/]+/\\d+)/\\d+(?:_(?:fsm|vm|init))?(?:\\.(\\d+))?");

    /** Recognises it by its path; nothing for any other file. */
    static Optional<RelationFile> of(String path) {
        Matcher matcher = FORMAT.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new RelationFile(path, matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1))));
    }

    /** The number that its first page has in the relation. */
    int firstBlock(int pageSize) {
        return segment * (SEGMENT_BYTES / pageSize);
    }
}
