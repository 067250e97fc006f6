package org.barman4j.check;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What one check found.
 *
 * @param label what was checked, as {@code barman check} prints it
 * @param hint what Barman says about it; empty for nothing
 * @param advice what to type next, for a person and not for a monitoring system; empty for nothing
 * @param measure a number for a monitoring system to keep, or -1 for none
 * @param warning whether there is something to look at although it counts as passed
 */
public record CheckResult(String label, boolean ok, String hint, String advice, long measure, boolean warning) {
    public static CheckResult passed(String label, String hint) {
        return new CheckResult(label, true, hint, "", -1, false);
    }

    public static CheckResult failed(String label, String hint) {
        return new CheckResult(label, false, hint, "", -1, false);
    }

    /** A result that may be either; the advice counts only with a failure. */
    public static CheckResult of(String label, boolean ok, String hint, String advice) {
        return new CheckResult(label, ok, hint, ok ? "" : advice, -1, false);
    }

    /** Something to look at that is no failure. */
    public static CheckResult warning(String label, String hint, String advice) {
        return new CheckResult(label, true, hint, advice, -1, true);
    }

    /** The state in one word. */
    public String state() {
        return warning ? "WARNING" : ok ? "OK" : "FAILED";
    }

    public CheckResult measuring(long value) {
        return new CheckResult(label, ok, hint, advice, value, warning);
    }

    public OptionalLong measured() {
        return measure < 0 ? OptionalLong.empty() : OptionalLong.of(measure);
    }

    /** The label as a name in JSON. */
    public String key() {
        return label.toLowerCase(Locale.ROOT)
                .replace(' ', '_')
                .replace('-', '_')
                .replace(".", "");
    }
}
