package org.barman4j.recovery;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.barman4j.wal.WalRecord;

/** The record at which a recovery is to stop, where that is the end of a transaction or a restore point. */
final class RecordTarget implements Predicate<WalRecord> {
    private final String value;
    private final OptionalInt transaction;
    private final List<String> seen = new ArrayList<>();
    private boolean uncertain;
    private OptionalInt newest = OptionalInt.empty();

    RecordTarget(RecoveryTarget target) {
        this.value = target.value();
        this.transaction = target.kind() == RecoveryTarget.Kind.XID
                ? OptionalInt.of(new BigInteger(value).intValue()) // PostgreSQL compares the lower half
                : OptionalInt.empty();
    }

    /** The names of restore points that were met. */
    List<String> seen() {
        return seen.stream().distinct().limit(10).toList();
    }

    /** Whether it is a transaction that began behind all that have ended, so that older WAL can't have its end. */
    boolean isBehind() {
        return newest.isPresent() && transaction.getAsInt() - newest.getAsInt() > 0; // they go round
    }

    /** Whether one of the records may have been it, which can't be told. */
    boolean isUncertain() {
        return uncertain;
    }

    @Override
    public boolean test(WalRecord record) {
        if (transaction.isPresent()) {
            uncertain |= record.isPreparedEnd();
            OptionalInt ended = record.endOf();
            return ended.isPresent() && look(ended.getAsInt());
        }
        Optional<String> point = record.restorePoint();
        point.ifPresent(seen::add);
        return point.filter(value::equals).isPresent();
    }

    /** Looks at a transaction that has ended. */
    boolean look(int ended) {
        if (newest.isEmpty() || ended - newest.getAsInt() > 0) {
            newest = OptionalInt.of(ended);
        }
        return ended == transaction.getAsInt();
    }
}
