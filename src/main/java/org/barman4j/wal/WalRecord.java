package org.barman4j.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** How a record of the WAL begins: as much of it as it takes to know transactions and restore points; and its checksum. */
public final class WalRecord {
    /** The length of what each begins with. */
    static final int HEADER = 24;

    private static final int XID = 4;
    private static final int INFO = 16;
    private static final int MANAGER = 17;
    private static final int CHECKSUM = 20;

    private static final int LOG_MANAGER = 0;
    private static final int SWITCH = 0x40;
    private static final int RESTORE_POINT = 0x70;
    private static final int NAME_LENGTH = 64;

    private static final int TRANSACTION_MANAGER = 1;
    private static final int OPERATION = 0x70;
    private static final int COMMIT = 0x00;
    private static final int ABORT = 0x20;
    private static final int COMMIT_PREPARED = 0x30;
    private static final int ABORT_PREPARED = 0x40;

    /** What may stand before the main data of a record without blocks: its length, an origin, another transaction. */
    private static final int DATA_SHORT = 0xFF;

    private static final int DATA_LONG = 0xFE;
    private static final int ORIGIN = 0xFD;
    private static final int TOP_TRANSACTION = 0xFC;

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteBuffer bytes = ByteBuffer.allocate(128);
    private final CRC32C checksum = new CRC32C();
    private final boolean checked;
    private int taken;

    /** With its checksum, or without, which is faster. */
    WalRecord(boolean checked) {
        this.checked = checked;
    }

    /** Forgets what it had, for another record. */
    void clear(ByteOrder order) {
        bytes.clear().order(order);
        checksum.reset();
        taken = 0;
    }

    /** Takes more of it, as far as that is of use. */
    void add(byte[] page, int position, int length) {
        bytes.put(page, position, Math.min(length, bytes.remaining()));
        int header = Math.min(length, Math.max(0, HEADER - taken)); // which counts behind the rest
        if (checked && length > header) {
            checksum.update(page, position + header, length - header);
        }
        taken = Math.min(HEADER, taken + header);
    }

    /** Whether the whole of it is what its checksum stands for. */
    boolean isSound() {
        checksum.update(bytes.array(), 0, CHECKSUM);
        return (int) checksum.getValue() == bytes.getInt(CHECKSUM);
    }

    /** Whether nothing follows it in its segment. */
    boolean isSwitch() {
        return isOfLog(SWITCH);
    }

    /** When the transaction ended that ends with it, by a commit or without one; nothing if none does. */
    Optional<Instant> transactionEnd() {
        return isEnd() || isPreparedEnd() ? time() : Optional.empty();
    }

    /** The transaction that ends with it; of one that had been prepared, the number {@linkplain #isPreparedEnd() is not known}. */
    public OptionalInt endOf() {
        return isEnd() ? OptionalInt.of(bytes.getInt(XID)) : OptionalInt.empty();
    }

    /** Whether a transaction ends with it that had been prepared before. */
    public boolean isPreparedEnd() {
        return isTransaction(COMMIT_PREPARED) || isTransaction(ABORT_PREPARED);
    }

    /** The name of the restore point that it is. */
    public Optional<String> restorePoint() {
        if (!isOfLog(RESTORE_POINT)) {
            return Optional.empty();
        }
        int name = data() + Long.BYTES;
        if (name < HEADER || name + NAME_LENGTH > bytes.position()) {
            return Optional.empty();
        }
        int length = 0;
        while (length < NAME_LENGTH && bytes.get(name + length) != 0) {
            length++;
        }
        return Optional.of(new String(bytes.array(), name, length, StandardCharsets.UTF_8));
    }

    private boolean isOfLog(int kind) {
        return bytes.get(MANAGER) == LOG_MANAGER && (bytes.get(INFO) & 0xF0) == kind;
    }

    private boolean isEnd() {
        return isTransaction(COMMIT) || isTransaction(ABORT);
    }

    private boolean isTransaction(int operation) {
        return bytes.get(MANAGER) == TRANSACTION_MANAGER && (bytes.get(INFO) & OPERATION) == operation;
    }

    private Optional<Instant> time() {
        int at = data();
        return at < HEADER || at + Long.BYTES > bytes.position()
                ? Optional.empty()
                : Optional.of(EPOCH.plus(bytes.getLong(at), ChronoUnit.MICROS));
    }

    /** Where the main data begins; before the record itself if that is not known. */
    private int data() {
        int at = HEADER;
        while (at < bytes.position()) {
            switch (bytes.get(at) & 0xFF) {
                case ORIGIN -> at += 3;
                case TOP_TRANSACTION -> at += 5;
                case DATA_SHORT -> {
                    return at + 2;
                }
                case DATA_LONG -> {
                    return at + 5;
                }
                default -> {
                    return Integer.MIN_VALUE;
                }
            }
        }
        return Integer.MIN_VALUE;
    }
}
