package org.barman4j.wal;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.barman4j.xlog.Lsn;

/**
 * Looks through the records that begin in a WAL segment, which is written to it, and then those that follow as long as the
 * last record {@linkplain #goesOn goes on} there. It knows the format since PostgreSQL 9.5; of anything else it knows nothing.
 */
public final class WalRecords extends OutputStream {
    private static final int FIRST_MAGIC = 0xD087;
    private static final int CONTINUES = 1;
    private static final int LONG_HEADER = 2;
    private static final int OVERWRITES = 8;
    private static final int SHORT_LENGTH = 24;
    private static final int LONG_LENGTH = 40;
    private static final int PAGE_SIZE = 36;

    private ByteBuffer page = ByteBuffer.allocate(LONG_LENGTH);
    private boolean begun;
    private boolean over;
    private short magic;
    private long next;
    private long end;

    /** How much of a record is still to come, and how it begins; nothing of the latter for one that began elsewhere. */
    private long pending;

    private final WalRecord record;
    private final boolean checked;
    private final Predicate<WalRecord> sought;
    private long start;
    private boolean known;

    /** Whether the segment has been ended before it was full, and whether records have been as their checksums say. */
    private boolean closed;

    private boolean sound;

    private Optional<Instant> lastTransaction = Optional.empty();
    private Optional<Lsn> lastRecord = Optional.empty();
    private Optional<Lsn> found = Optional.empty();
    private Optional<Lsn> damaged = Optional.empty();

    public WalRecords() {
        this(record -> false);
    }

    /** Looks for a record as well. */
    public WalRecords(Predicate<WalRecord> sought) {
        this(sought, false);
    }

    private WalRecords(Predicate<WalRecord> sought, boolean checked) {
        this.sought = sought;
        this.checked = checked;
        this.record = new WalRecord(checked);
    }

    /** Looks whether a segment that has been closed is {@linkplain #damaged() damaged}. */
    public static WalRecords checking() {
        return new WalRecords(record -> false, true);
    }

    /** Whether it is WAL of a known form. */
    public boolean isWal() {
        return begun;
    }

    /** When the last of its transactions ended, by a commit or without one; nothing if none did. */
    public Optional<Instant> lastTransaction() {
        return lastTransaction;
    }

    /** Where the last whole record begins. */
    public Optional<Lsn> lastRecord() {
        return lastRecord;
    }

    /** Where the first of the records that are sought begins. */
    public Optional<Lsn> found() {
        return found;
    }

    /**
     * Where the first record is that is not as its checksum says, or behind which there is more that can't be reached;
     * nothing too if not one record is as its checksum says, since then the format may be another one.
     */
    public Optional<Lsn> damaged() {
        return sound ? damaged : Optional.empty();
    }

    /** Whether a record has begun that goes on in the next segment. */
    public boolean goesOn() {
        return !over && known && pending > 0;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        while ((!over || (checked && begun)) && at < offset + length) {
            int taken = Math.min(page.remaining(), offset + length - at);
            page.put(bytes, at, taken);
            at += taken;
            if (!page.hasRemaining()) {
                if (begun) {
                    readPage();
                    page.clear();
                } else {
                    begin();
                }
            }
        }
    }

    /** Learns from the first header how long pages are. */
    private void begin() {
        byte[] header = page.array();
        int size = 0;
        Optional<WalPageHeader> segment = WalPageHeader.parse(header);
        if (segment.isPresent()) {
            page.order((header[1] & 0xFE) == 0xD0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            size = page.getInt(PAGE_SIZE);
            magic = page.getShort(0);
            next = page.getLong(8);
            end = next + segment.get().segmentSize();
        }
        if (size < 1024 || size > 1 << 16 || Short.toUnsignedInt(magic) < FIRST_MAGIC) {
            over = true;
            return;
        }
        page = ByteBuffer.allocate(size).order(page.order()).put(header);
        begun = true;
    }

    private void readPage() {
        boolean expected = page.getShort(0) == magic && page.getLong(8) == next;
        if (over && expected) {
            damage(); // what is there can't be reached
        } else if (expected) {
            readRecords();
        } else if (!over) {
            over = true; // what is left of a segment that had this file before
            start = cutOff();
        }
        next += page.capacity();
    }

    private void readRecords() {
        int flags = page.getShort(2);
        int position = (flags & LONG_HEADER) == 0 ? SHORT_LENGTH : LONG_LENGTH;
        long rest = (flags & CONTINUES) == 0 ? 0 : Integer.toUnsignedLong(page.getInt(16));
        if (pending == 0) {
            known = false;
        } else if (rest != pending && (flags & OVERWRITES) == 0) {
            start = cutOff();
            damage();
        }
        pending = rest; // if it is none, nothing more was written of the record before
        while (!over && position < page.capacity()) {
            if (pending == 0) {
                begin(position);
            } else {
                position = take(position);
            }
        }
    }

    /** Where the record begins that goes on in this page; what began elsewhere counts as a part of the page. */
    private long cutOff() {
        return pending > 0 && known ? start : next;
    }

    private void begin(int position) {
        if (next + position >= end) {
            over = true;
            return;
        }
        pending = Integer.toUnsignedLong(page.getInt(position));
        over = pending < WalRecord.HEADER;
        start = next + position;
        known = true;
        record.clear(page.order());
    }

    /** Takes what the page has of a record, and returns where the next one begins. */
    private int take(int position) {
        int taken = (int) Math.min(pending, page.capacity() - position);
        if (known) {
            record.add(page.array(), position, taken);
        }
        pending -= taken;
        if (pending == 0 && known) {
            look();
        }
        return (position + taken + 7) & ~7;
    }

    private void look() {
        if (checked) {
            check();
        }
        if (damaged.isPresent()) {
            return; // nothing behind it counts
        }
        lastRecord = Optional.of(new Lsn(start));
        record.transactionEnd().ifPresent(time -> {
            if (lastTransaction.filter(time::isBefore).isEmpty()) {
                lastTransaction = Optional.of(time);
            }
        });
        if (found.isEmpty() && sought.test(record)) {
            found = lastRecord;
        }
    }

    private void check() {
        if (record.isSound()) {
            sound = true;
            closed = record.isSwitch();
        } else {
            damage();
        }
    }

    private void damage() {
        if (damaged.isEmpty() && !closed) {
            damaged = Optional.of(new Lsn(start));
        }
    }
}
