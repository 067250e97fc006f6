package org.barman4j.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Supplier;

/** Dates and times with their offset, as Python's {@code datetime} writes them and {@code dateutil} reads them. */
public final class PythonTime {
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private PythonTime() {}

    /**
     * Reads a time in any of the forms that {@code dateutil} reads in one way only: ISO 8601 and its compact form, the
     * form of {@link #ctime}, dates with the name of the month. Digits beyond the microsecond are cut off.
     *
     * <p>A time without a zone is local. So is one with an abbreviation such as {@code CET}: that is no zone one could
     * look up, and {@link #namesZone} tells whether it means what the writer meant. Where clocks go back the earlier of
     * the two times is taken, unless the abbreviation names the later; where they go forward the time keeps its
     * figures and gets the offset that follows.
     *
     * <p>Refused although {@code dateutil} takes them: a date that lacks a part (it fills in today's), all-numeric dates
     * that don't begin with the year, and {@code UTC+3}, which it reads as three hours <em>behind</em> UTC.
     *
     * @throws java.time.DateTimeException if the text is anything else
     */
    public static OffsetDateTime parse(String text) {
        return parse(text, ZoneId::systemDefault);
    }

    /** The same where a time without a zone is one of the given zone. */
    public static OffsetDateTime parse(String text, ZoneId local) {
        return parse(text, () -> local);
    }

    /** The same where local means something else. Rules of zones take long to load, and few texts need them. */
    static OffsetDateTime parse(String text, Supplier<ZoneId> local) {
        TimeReader reader = TimeReader.read(text);
        LocalDateTime time = reader.time();
        Optional<ZoneOffset> written = reader.offset();
        return OffsetDateTime.of(
                time, written.isPresent() ? written.get() : localOffset(time, reader.abbreviation(), local.get()));
    }

    /** A moment as the clocks here show it, without the loading of {@link java.time.zone.ZoneRules}. */
    public static OffsetDateTime local(Instant moment) {
        return local(moment, TimeZone.getDefault());
    }

    static OffsetDateTime local(Instant moment, TimeZone zone) {
        int offset = zone.getOffset(moment.toEpochMilli()) / MILLIS_PER_SECOND;
        return moment.atOffset(ZoneOffset.ofTotalSeconds(offset));
    }

    /**
     * Whether the text says in which zone it is: by an offset, or by the abbreviation of the local zone. If not,
     * {@link #parse} assumed the local zone, and whoever wrote the text may want to know.
     *
     * @throws java.time.DateTimeException if the text is no time
     */
    public static boolean namesZone(String text, ZoneId local) {
        TimeReader reader = TimeReader.read(text);
        String abbreviation = reader.abbreviation();
        if (reader.offset().isPresent() || abbreviation.isEmpty()) {
            return reader.offset().isPresent();
        }
        return abbreviation.equals(abbreviation(local, false)) || abbreviation.equals(abbreviation(local, true));
    }

    /** Whether the text has an abbreviation of a zone that is not the local one, so that nobody knows what it means. */
    public static boolean namesUnknownZone(String text, ZoneId local) {
        return !TimeReader.read(text).abbreviation().isEmpty() && !namesZone(text, local);
    }

    private static ZoneOffset localOffset(LocalDateTime time, String abbreviation, ZoneId local) {
        ZoneRules rules = local.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            return rules.getTransition(time).getOffsetAfter();
        }
        ZoneOffset last = offsets.get(offsets.size() - 1);
        if (!abbreviation.isEmpty() && abbreviation.equals(abbreviation(local, isDaylight(time, last, rules)))) {
            return last;
        }
        return offsets.get(0);
    }

    private static boolean isDaylight(LocalDateTime time, ZoneOffset offset, ZoneRules rules) {
        return rules.isDaylightSavings(time.toInstant(offset));
    }

    private static String abbreviation(ZoneId zone, boolean daylight) {
        return TimeZone.getTimeZone(zone).getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
    }

    /** {@code 2026-11-20 17:01:17.037438+00:00}, as {@code str(datetime)}; no fraction if there are no microseconds. */
    public static String print(OffsetDateTime time) {
        return dateAndTime(time, ' ');
    }

    /** {@code 2026-11-20T17:01:17.037438+00:00}, as {@code datetime.isoformat()}. */
    public static String iso(OffsetDateTime time) {
        return dateAndTime(time, 'T');
    }

    private static String dateAndTime(OffsetDateTime time, char separator) {
        StringBuilder out = new StringBuilder(32);
        PaddedNumber.append(out, time.getYear(), 4);
        PaddedNumber.append(out.append('-'), time.getMonthValue(), 2);
        PaddedNumber.append(out.append('-'), time.getDayOfMonth(), 2);
        appendClock(out.append(separator), time);
        int micros = time.getNano() / NANOS_PER_MICRO;
        if (micros > 0) {
            PaddedNumber.append(out.append('.'), micros, 6);
        }
        appendOffset(out, time.getOffset().getTotalSeconds());
        return out.toString();
    }

    private static void appendClock(StringBuilder out, OffsetDateTime time) {
        PaddedNumber.append(out, time.getHour(), 2);
        PaddedNumber.append(out.append(':'), time.getMinute(), 2);
        PaddedNumber.append(out.append(':'), time.getSecond(), 2);
    }

    private static void appendOffset(StringBuilder out, int offset) {
        int seconds = Math.abs(offset);
        PaddedNumber.append(out.append(offset < 0 ? '-' : '+'), seconds / 3600, 2);
        PaddedNumber.append(out.append(':'), seconds / 60 % 60, 2);
        if (seconds % 60 != 0) {
            PaddedNumber.append(out.append(':'), seconds % 60, 2);
        }
    }

    /** {@code Fri Nov 20 17:01:24 2026}: the figures of the time as they are, without its offset. */
    public static String ctime(OffsetDateTime time) {
        StringBuilder out = new StringBuilder(24);
        out.append(WEEKDAYS.get(time.getDayOfWeek().getValue() - 1)).append(' ');
        out.append(MONTHS.get(time.getMonthValue() - 1)).append(time.getDayOfMonth() < 10 ? "  " : " ");
        appendClock(out.append(time.getDayOfMonth()).append(' '), time);
        PaddedNumber.append(out.append(' '), time.getYear(), 4);
        return out.toString();
    }

    /**
     * Whole seconds since 1970, cut off towards zero, as {@code int(datetime.timestamp())}. That timestamp is a float,
     * which is why the last microsecond of the year 9999 counts as the next second.
     */
    public static long epochSeconds(OffsetDateTime time) {
        long micros = time.toEpochSecond() * MICROS_PER_SECOND + time.getNano() / NANOS_PER_MICRO;
        return (long) ((double) micros / MICROS_PER_SECOND);
    }
}
