package org.barman4j.postgres.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits until a server has archived WAL. {@code pg_backup_stop} does so as well, but looks once a second, when most
 * archives have taken the file in a hundredth of that.
 */
public final class ArchiverWatch {
    private static final long POLL_MILLIS = 20;

    /** What has not come at once may take hours, in which nobody should ask that often. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final long LATER_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SEGMENT_NAME = 24;

    private final PostgresSession session;

    private ArchiverWatch(PostgresSession session) {
        this.session = session;
    }

    /** For a server that archives what it writes itself. */
    public static Optional<ArchiverWatch> of(PostgresSession session) {
        boolean archives = session.setting("archive_mode")
                .filter(mode -> !mode.equals("off"))
                .isPresent();
        return archives && !session.isInRecovery() ? Optional.of(new ArchiverWatch(session)) : Optional.empty();
    }

    /**
     * Waits for a segment, for as long as it takes. The archiver goes by the order of names, so that a later segment
     * tells of this one. Nothing is waited for if somebody resets the archiver's numbers, for then it may be over.
     *
     * @param impatient is told every minute what is being waited for, and what the archiver last failed in
     */
    public void await(String segment, Consumer<String> impatient) throws InterruptedException {
        Optional<Object> origin = Optional.ofNullable(look().get("stats_reset"));
        long begun = System.nanoTime();
        long told = begun;
        for (Map<String, Object> row = look();
                !isArchived(segment, row) && origin.equals(Optional.ofNullable(row.get("stats_reset")));
                row = look()) {
            TimeUnit.MILLISECONDS.sleep(System.nanoTime() - begun < AT_ONCE.toNanos() ? POLL_MILLIS : LATER_MILLIS);
            if (System.nanoTime() - told > PATIENCE.toNanos()) {
                told = System.nanoTime();
                impatient.accept("PostgreSQL has not archived WAL file " + segment + " yet, which the backup needs"
                        + failure(row));
            }
        }
    }

    private Map<String, Object> look() {
        return session.row("SELECT last_archived_wal, last_failed_wal, last_failed_time::text, stats_reset::text,"
                + " coalesce(last_failed_time > last_archived_time, last_failed_time IS NOT NULL) AS failing"
                + " FROM pg_stat_archiver");
    }

    private static boolean isArchived(String segment, Map<String, Object> row) {
        String last = String.valueOf(row.get("last_archived_wal"));
        return last.length() >= SEGMENT_NAME && last.substring(0, SEGMENT_NAME).compareTo(segment) >= 0;
    }

    private static String failure(Map<String, Object> row) {
        return Boolean.TRUE.equals(row.get("failing"))
                ? "; its archive_command failed for " + row.get("last_failed_wal") + " at "
                        + row.get("last_failed_time")
                : "";
    }
}
