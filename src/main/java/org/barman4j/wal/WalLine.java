package org.barman4j.wal;

import java.nio.charset.StandardCharsets;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/**
 * A line of the catalogue while it is read. There is one such object for all lines: what a visitor wants to keep it must
 * copy.
 */
public final class WalLine {
    /** What sort of file a line is about. */
    public enum Kind {
        SEGMENT,
        BACKUP_LABEL,
        PARTIAL,
        HISTORY,
        /** The line can't be understood, or its name is that of no WAL file. */
        INVALID
    }

    private static final int SEGMENT_LENGTH = 24;
    private static final int TIMELINE_LENGTH = 8;
    private static final int COLUMNS = 5;

    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private final int[] starts = new int[COLUMNS];
    private final int[] ends = new int[COLUMNS];
    private int columns;
    private Kind kind = Kind.INVALID;
    private int timeline;
    private long position;
    private long size;

    /** Points this at another line, without its line end. */
    void set(byte[] source, int first, int stop) {
        bytes = source;
        start = first;
        end = stop;
        split();
        kind = Kind.INVALID;
        if (columns >= 3 && columns <= COLUMNS && readSize()) {
            kind = readName();
        }
    }

    public Kind kind() {
        return kind;
    }

    /** The timeline of a segment, as an unsigned number. */
    public int timeline() {
        return timeline;
    }

    /** Where in its timeline a segment lies: a number that grows with the segments, unsigned. */
    public long position() {
        return position;
    }

    /** The name of a segment. */
    public WalSegmentName segment() {
        return new WalSegmentName(timeline, (int) (position >>> Integer.SIZE), (int) position);
    }

    public long size() {
        return size;
    }

    /** When the file was last changed; reading it costs more than the rest of the line. */
    public double time() {
        try {
            return Double.parseDouble(column(2));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** How the file is compressed; empty if it isn't. */
    public String compression() {
        return wordOrNothing(3);
    }

    /** How the file is encrypted; empty if it isn't. */
    public String encryption() {
        return wordOrNothing(4);
    }

    private String wordOrNothing(int index) {
        String text = columns > index ? column(index) : "None";
        return text.equals("None") ? "" : text;
    }

    public String name() {
        return columns == 0 ? "" : column(0);
    }

    /** How many bytes the line has, without its end. */
    public int length() {
        return end - start;
    }

    /** Copies the line into an array, or into a larger one if it doesn't fit, and returns the one used. */
    byte[] copyTo(byte[] target) {
        byte[] copy = target.length < length() ? new byte[length()] : target;
        System.arraycopy(bytes, start, copy, 0, length());
        return copy;
    }

    private String column(int index) {
        return new String(bytes, starts[index], ends[index] - starts[index], StandardCharsets.UTF_8);
    }

    /** Finds the columns, which any white space separates. More than five leave their number in {@code columns}. */
    private void split() {
        columns = 0;
        int at = start;
        while (at < end) {
            while (at < end && isSpace(bytes[at])) {
                at++;
            }
            if (at < end) {
                int first = at;
                while (at < end && !isSpace(bytes[at])) {
                    at++;
                }
                if (columns < COLUMNS) {
                    starts[columns] = first;
                    ends[columns] = at;
                }
                columns++;
            }
        }
    }

    /** White space as Barman splits at it, which does not take in every control character. */
    private static boolean isSpace(byte next) {
        return next == ' ' || (next >= '\t' && next <= '\r') || (next >= 0x1C && next <= 0x1F);
    }

    private boolean readSize() {
        long value = 0;
        for (int i = starts[1]; i < ends[1]; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        size = value;
        return ends[1] - starts[1] < 19;
    }

    private Kind readName() {
        if (ends[0] - starts[0] == SEGMENT_LENGTH && readSegment(starts[0])) {
            return Kind.SEGMENT;
        }
        return WalFileName.parse(name()).map(WalLine::kindOf).orElse(Kind.INVALID);
    }

    private boolean readSegment(int first) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < SEGMENT_LENGTH; i++) {
            int digit = Character.digit(bytes[first + i], 16);
            if (digit < 0) {
                return false;
            }
            if (i < TIMELINE_LENGTH) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        timeline = (int) high;
        position = low;
        return true;
    }

    private static Kind kindOf(WalFileName name) {
        if (name instanceof WalFileName.History) {
            return Kind.HISTORY;
        }
        return name instanceof WalFileName.BackupLabel ? Kind.BACKUP_LABEL : Kind.PARTIAL;
    }
}
