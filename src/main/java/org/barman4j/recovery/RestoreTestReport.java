package org.barman4j.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupId;

/**
 * How a backup has done when it was tried.
 *
 * @param version of the PostgreSQL that came up; empty if none did
 * @param restoring how long the files took
 * @param replaying how long PostgreSQL took from its start until it took connections
 * @param steps what was looked at then
 * @param kept where what was restored is still
 */
public record RestoreTestReport(
        String server,
        BackupId backup,
        String version,
        Duration restoring,
        Duration replaying,
        List<Step> steps,
        Optional<Path> kept) {
    public RestoreTestReport {
        steps = List.copyOf(steps);
    }

    /**
     * Something that was looked at.
     *
     * @param detail what there is to say of it
     */
    public record Step(String name, boolean passed, String detail) {}

    /** Whether all is in order. */
    public boolean passed() {
        return steps.stream().allMatch(Step::passed);
    }

    /** From the beginning until PostgreSQL took connections. */
    public Duration total() {
        return restoring.plus(replaying);
    }

    /** What is not in order; empty if nothing is. */
    public String remark() {
        return steps.stream()
                .filter(step -> !step.passed())
                .findFirst()
                .map(step -> step.name() + ": " + step.detail())
                .orElse("");
    }
}
