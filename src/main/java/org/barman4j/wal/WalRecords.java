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

    private final WalRecord record = new WalRecord();
    private final Predicate<WalRecord> sought;
    private long start;
    private boolean known;

    private Optional<Instant> lastTransaction = Optional.empty();
    private Optional<Lsn> lastRecord = Optional.empty();
    private Optional<Lsn> found = Optional.empty();

    public WalRecords() {
        this(record -> false);
    }

    /** Looks for a record as well. */
    public WalRecords(Predicate<WalRecord> sought) {
        this.sought = sought;
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
        while (!over && at < offset + length) {
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
        if (page.getShort(0) != magic || page.getLong(8) != next) {
            over = true; // what is left of a segment that had this file before
            return;
        }
        int flags = page.getShort(2);
        int position = (flags & LONG_HEADER) == 0 ? SHORT_LENGTH : LONG_LENGTH;
        if ((flags & CONTINUES) == 0) {
            pending = 0; // of the record before, nothing more was written
        } else if (pending == 0) {
            pending = Integer.toUnsignedLong(page.getInt(16));
            known = false;
        }
        while (!over && position < page.capacity()) {
            if (pending == 0) {
                begin(position);
            } else {
                position = take(position);
            }
        }
        next += page.capacity();
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
}
