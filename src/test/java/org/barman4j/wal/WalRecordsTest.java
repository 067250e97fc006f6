package org.barman4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.barman4j.xlog.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalRecordsTest {
    private static final int PAGE = 8192;
    private static final long START = 0x5000000;
    private static final short MAGIC = (short) 0xD110;

    private final WalRecords records = new WalRecords();

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void aCommitIsFoundInEitherByteOrder(String order) {
        ByteBuffer segment = segment(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        commit(segment, 40, 1_000_000);

        write(segment);

        assertThat(records.lastTransaction()).contains(Instant.parse("2000-01-01T00:00:01Z"));
        assertThat(records.lastRecord()).contains(new Lsn(START + 40));
        assertThat(records.goesOn()).isFalse();
    }

    /** A file that is used again still has the pages of the segment that it was before. */
    @Test
    void whatIsLeftOfAnotherSegmentDoesNotCount() {
        ByteBuffer segment = segment(ByteOrder.LITTLE_ENDIAN);
        commit(segment, 40, 1_000_000);
        segment.putInt(40 + 48, PAGE - 40 - 48); // a record that fills the page
        header(segment, PAGE, START - (1 << 20) + PAGE);
        commit(segment, PAGE + 24, 9_000_000);

        write(segment);

        assertThat(records.lastTransaction()).contains(Instant.parse("2000-01-01T00:00:01Z"));
    }

    @Test
    void aRecordThatIsCutOffIsNone() {
        ByteBuffer segment = segment(ByteOrder.LITTLE_ENDIAN);
        commit(segment, 40, 1_000_000);
        commit(segment, 88, 9_000_000);
        segment.putInt(88, 2 * PAGE);
        header(segment, PAGE, START + PAGE);

        write(segment);

        assertThat(records.lastTransaction()).contains(Instant.parse("2000-01-01T00:00:01Z"));
        assertThat(records.lastRecord()).contains(new Lsn(START + 40));
    }

    @Test
    void theFirstRecordThatIsSoughtCounts() {
        ByteBuffer segment = segment(ByteOrder.LITTLE_ENDIAN);
        commit(segment, 40, 1_000_000);
        commit(segment, 88, 2_000_000);
        commit(segment, 136, 3_000_000);
        segment.putInt(88 + 4, -7).putInt(136 + 4, -7);
        WalRecords search = new WalRecords(record -> record.endOf().equals(OptionalInt.of(-7)));

        write(search, segment);

        assertThat(search.found()).contains(new Lsn(START + 88));
        WalRecords prepared = new WalRecords(record -> record.endOf().equals(OptionalInt.of(-7)));
        write(prepared, segment.put(88 + 16, (byte) 0x30).put(136 + 16, (byte) 0x40));
        assertThat(prepared.found()).isEmpty();
    }

    @Test
    void ofOtherFilesNothingIsKnown() {
        records.write(new byte[3 * PAGE], 0, 3 * PAGE);

        assertThat(records.isWal()).isFalse();
        assertThat(records.lastRecord()).isEmpty();
        assertThat(records.lastTransaction()).isEmpty();
        WalRecords old = new WalRecords();
        ByteBuffer segment = segment(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) 0xD07E); // of PostgreSQL 9.4
        write(old, segment);
        assertThat(old.isWal()).isFalse();
    }

    @Test
    void aRecordThatIsNotWhatItsChecksumSaysIsDamaged() {
        ByteBuffer segment = sealed(2);

        assertThat(damaged(segment)).isEmpty();
        assertThat(damaged(segment.put(88 + 34, (byte) 77))).contains(new Lsn(START + 88));
        assertThat(damaged(segment.put(40 + 34, (byte) 77)))
                .as("if none is right, the format is another one")
                .isEmpty();
    }

    @Test
    void recordsThatCantBeReachedAreDamage() {
        ByteBuffer hole = sealed(2);
        header(hole, PAGE, START + PAGE);
        assertThat(damaged(hole)).as("there is more behind it").contains(new Lsn(START + 136));

        ByteBuffer torn = sealed(2).putInt(136, PAGE);
        assertThat(damaged(torn)).as("nothing more was written").isEmpty();
        header(torn, PAGE, START + PAGE);
        assertThat(damaged(torn)).contains(new Lsn(START + 136));
        torn.putShort(PAGE + 2, (short) 8);
        assertThat(damaged(torn)).as("a server says that it begins anew").isEmpty();
        torn.putShort(PAGE + 2, (short) 1).putInt(PAGE + 16, 17);
        assertThat(damaged(torn)).as("what goes on is another one").contains(new Lsn(START + 136));
    }

    @Test
    void behindTheEndThatWasMadeThereIsNothing() {
        ByteBuffer segment = sealed(2);
        segment.put(88 + 16, (byte) 0x40).put(88 + 17, (byte) 0);
        seal(segment, 88);
        header(segment, PAGE, START + PAGE);

        assertThat(damaged(segment)).isEmpty();
    }

    private static Optional<Lsn> damaged(ByteBuffer segment) {
        WalRecords checking = WalRecords.checking();
        write(checking, segment);
        return checking.damaged();
    }

    /** A segment with some commits, whose checksums are right. */
    private static ByteBuffer sealed(int commits) {
        ByteBuffer segment = segment(ByteOrder.LITTLE_ENDIAN);
        for (int at = 40; at < 40 + 48 * commits; at += 48) {
            commit(segment, at, at);
            seal(segment, at);
        }
        return segment;
    }

    private static void seal(ByteBuffer segment, int at) {
        CRC32C checksum = new CRC32C();
        checksum.update(segment.slice(at + 24, segment.getInt(at) - 24));
        checksum.update(segment.slice(at, 20));
        segment.putInt(at + 20, (int) checksum.getValue());
    }

    private void write(ByteBuffer segment) {
        write(records, segment);
        assertThat(records.isWal()).isTrue();
    }

    private static void write(WalRecords records, ByteBuffer segment) {
        byte[] piece = new byte[1000]; // not by pages
        for (int at = 0; at < segment.capacity(); at += piece.length) {
            int length = Math.min(piece.length, segment.capacity() - at);
            segment.get(at, piece, 0, length);
            records.write(piece, 0, length);
        }
    }

    private static ByteBuffer segment(ByteOrder order) {
        ByteBuffer segment = ByteBuffer.allocate(4 * PAGE).order(order);
        header(segment, 0, START);
        return segment.putShort(2, (short) 2).putLong(24, 5).putInt(32, 1 << 20).putInt(36, PAGE);
    }

    private static void header(ByteBuffer segment, int at, long address) {
        segment.putShort(at, MAGIC).putShort(at + 2, (short) 0).putLong(at + 8, address);
    }

    /** Takes 48 bytes. */
    private static void commit(ByteBuffer segment, int at, long micros) {
        segment.putInt(at, 44)
                .put(at + 16, (byte) 0x80)
                .put(at + 17, (byte) 1)
                .put(at + 24, (byte) 0xFD)
                .put(at + 27, (byte) 0xFC)
                .put(at + 32, (byte) 0xFF)
                .putLong(at + 34, micros);
    }
}
