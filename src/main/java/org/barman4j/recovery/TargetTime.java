package org.barman4j.recovery;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.report.RefusedException;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonTime;

/**
 * A moment to recover to.
 *
 * @param zoneAssumed whether the text says in which zone it is meant, or that had to be assumed
 */
record TargetTime(OffsetDateTime time, boolean zoneAssumed) {
    /** {@code 2026-11-20 10:30:00 Europe/Rome}. */
    private static final Pattern WITH_REGION = Pattern.compile("(.*\\S)\\s+([A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+)+)\\s*");

    /**
     * Reads a time in any form that is understood in one way only, behind which a zone may stand by its name.
     *
     * @throws RefusedException if it is something else
     */
    static TargetTime parse(String text) {
        try {
            Matcher region = WITH_REGION.matcher(text);
            if (region.matches()) {
                return new TargetTime(at(region.group(1), ZoneId.of(region.group(2))), false);
            }
            if (PythonTime.namesUnknownZone(text, ZoneId.systemDefault())) {
                throw new DateTimeException("abbreviations of time zones mean different ones in different places");
            }
            return new TargetTime(PythonTime.parse(text), !PythonTime.namesZone(text, ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "Unable to parse the target time parameter " + PythonLiteral.print(text) + ": " + e.getMessage(),
                    "Write it as in '2026-11-20 10:30:00+01:00' or '2026-11-20 10:30:00 Europe/Rome'.");
        }
    }

    private static OffsetDateTime at(String text, ZoneId zone) {
        if (PythonTime.namesZone(text, zone)) {
            throw new DateTimeException("Unknown string format: " + text + ": it names a zone twice");
        }
        return PythonTime.parse(text, zone);
    }

    /** The time as PostgreSQL and people read it. */
    String text() {
        return PythonTime.print(time);
    }

    Optional<String> warning() {
        return zoneAssumed
                ? Optional.of("No time zone has been specified through '--target-time' command-line option."
                        + " Barman assumed the same time zone from the Barman host.")
                : Optional.empty();
    }
}
