package org.barman4j.xlog;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a file that PostgreSQL archives.
 *
 * <p>Digits may be of either case, and {@link #text()} keeps them as they were given, so that a file with a lower-case
 * name is found again. Two names that differ in case are two different names. {@code toString} is always upper case.
 */
public sealed interface WalFileName {
    /** Reads a base name; nothing if it isn't one of the four kinds. */
    static Optional<WalFileName> parse(String text) {
        return WalFileNameParser.parse(text);
    }

    /** The name as it was given. */
    String text();

    /** The timeline in the name. */
    int timeline();

    /** The directory of the archive that the file belongs in; empty for a history file, which lies above them. */
    String hashDirectory();

    /** A complete segment. */
    record Segment(WalSegmentName segment, String text) implements WalFileName {
        public Segment(WalSegmentName segment) {
            this(segment, segment.toString());
        }

        @Override
        public int timeline() {
            return segment.timeline();
        }

        @Override
        public String hashDirectory() {
            return segment.hashDirectory();
        }

        @Override
        public String toString() {
            return segment.toString();
        }
    }

    /**
     * The label of a backup, named after the segment that the backup began in.
     *
     * @param offset where in the segment it began: eight hexadecimal digits, upper case whatever the text has
     */
    record BackupLabel(WalSegmentName segment, String offset, String text) implements WalFileName {
        static final String SUFFIX = ".backup";

        public BackupLabel {
            offset = offset.toUpperCase(Locale.ROOT);
            if (offset.length() != HexDigits.FIELD || !HexDigits.areAt(offset, 0, HexDigits.FIELD)) {
                throw new IllegalArgumentException("not an offset in a WAL segment: '" + offset + "'");
            }
        }

        public BackupLabel(WalSegmentName segment, String offset) {
            this(segment, offset, name(segment, offset.toUpperCase(Locale.ROOT)));
        }

        @Override
        public int timeline() {
            return segment.timeline();
        }

        @Override
        public String hashDirectory() {
            return segment.hashDirectory();
        }

        @Override
        public String toString() {
            return name(segment, offset);
        }

        private static String name(WalSegmentName segment, String offset) {
            return segment.toString().concat(".").concat(offset).concat(SUFFIX);
        }
    }

    /** The last segment of a timeline that ended, or one still being received. */
    record Partial(WalSegmentName segment, String text) implements WalFileName {
        static final String SUFFIX = ".partial";

        public Partial(WalSegmentName segment) {
            this(segment, segment.toString().concat(SUFFIX));
        }

        @Override
        public int timeline() {
            return segment.timeline();
        }

        @Override
        public String hashDirectory() {
            return segment.hashDirectory();
        }

        @Override
        public String toString() {
            return segment.toString().concat(SUFFIX);
        }
    }

    /** The record of how a timeline came to be. */
    record History(int timeline, String text) implements WalFileName {
        static final String SUFFIX = ".history";

        public History(int timeline) {
            this(timeline, name(timeline));
        }

        private static String name(int timeline) {
            StringBuilder out = new StringBuilder(HexDigits.FIELD + SUFFIX.length());
            HexDigits.append(out, timeline);
            return out.append(SUFFIX).toString();
        }

        @Override
        public String hashDirectory() {
            return "";
        }

        @Override
        public String toString() {
            return name(timeline);
        }
    }
}
