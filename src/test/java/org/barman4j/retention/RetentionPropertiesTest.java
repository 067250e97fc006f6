package org.barman4j.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What every policy promises, whatever the catalogue. */
class RetentionPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Property
    void neverCallsTheNewestMinimumOfBackupsObsolete(
            @ForAll("catalogues") List<RetentionCandidate> backups,
            @ForAll("policies") RetentionPolicy policy,
            @ForAll @IntRange(max = 5) int minimum) {
        RetentionReport report = policy.report(backups, minimum, NOW);

        assertThat(doneRoots(backups).stream().limit(minimum))
                .allSatisfy(backup -> assertThat(report.of(backup.id())).isNotEqualTo(RetentionStatus.OBSOLETE));
    }

    @Property
    void neverCallsAKeptBackupObsolete(
            @ForAll("catalogues") List<RetentionCandidate> backups, @ForAll("policies") RetentionPolicy policy) {
        RetentionReport report = policy.report(backups, 0, NOW);

        assertThat(doneRoots(backups).stream().filter(RetentionCandidate::isKept))
                .allSatisfy(backup -> assertThat(report.of(backup.id())).isEqualTo(backup.keep()));
    }

    @Property
    void judgesEveryBackupThatARootLeadsTo(
            @ForAll("catalogues") List<RetentionCandidate> backups, @ForAll("policies") RetentionPolicy policy) {
        RetentionReport report = policy.report(backups, 1, NOW);

        assertThat(backups).allSatisfy(backup -> assertThat(report.statuses()).containsKey(backup.id()));
    }

    @Property
    void aChildIsNeverObsoleteWhileItsRootIsValid(
            @ForAll("catalogues") List<RetentionCandidate> backups, @ForAll("policies") RetentionPolicy policy) {
        RetentionReport report = policy.report(backups, 1, NOW);

        for (RetentionCandidate root : doneRoots(backups)) {
            if (report.of(root.id()) == RetentionStatus.VALID) {
                assertThat(root.children())
                        .allSatisfy(child -> assertThat(report.of(child)).isEqualTo(RetentionStatus.VALID));
            }
        }
    }

    @Property
    void aWindowKeepsABackupThatEndedBeforeItsBegin(
            @ForAll("catalogues") List<RetentionCandidate> backups, @ForAll @IntRange(min = 1, max = 30) int days) {
        RetentionReport report =
                new RetentionPolicy.RecoveryWindow(days, RetentionPolicy.Unit.DAYS).report(backups, 0, NOW);
        Instant begin = NOW.minus(Duration.ofDays(days));

        List<RetentionCandidate> older = doneRoots(backups).stream()
                .filter(backup -> backup.end().isBefore(begin))
                .toList();
        if (!older.isEmpty()) {
            assertThat(report.of(older.get(0).id()))
                    .isIn(RetentionStatus.VALID, RetentionStatus.KEEP_FULL, RetentionStatus.KEEP_STANDALONE);
        }
    }

    @Property
    void whatIsBeingDeletedCountsAsIfItWereGone(
            @ForAll("catalogues") List<RetentionCandidate> backups,
            @ForAll("policies") RetentionPolicy policy,
            @ForAll @IntRange(min = 1, max = 4) int every) {
        List<RetentionCandidate> marked = new ArrayList<>();
        List<RetentionCandidate> others = new ArrayList<>();
        for (int i = 0; i < backups.size(); i++) {
            boolean deleting = i % every == 0;
            (deleting ? marked : others).add(deleting ? deleting(backups.get(i)) : backups.get(i));
        }

        List<RetentionCandidate> all = new ArrayList<>(marked);
        all.addAll(others);
        RetentionReport report = policy.report(all, 2, NOW);

        RetentionReport withoutThem = policy.report(others, 2, NOW);
        assertThat(marked)
                .allSatisfy(backup -> assertThat(report.of(backup.id())).isEqualTo(RetentionStatus.OBSOLETE));
        assertThat(doneRoots(others))
                .allSatisfy(backup -> assertThat(report.of(backup.id())).isEqualTo(withoutThem.of(backup.id())));
        assertThat(marked.stream().flatMap(backup -> backup.children().stream()))
                .allSatisfy(child -> assertThat(report.of(child)).isEqualTo(RetentionStatus.OBSOLETE));
    }

    private static RetentionCandidate deleting(RetentionCandidate backup) {
        return new RetentionCandidate(
                backup.id(), backup.done(), backup.end(), backup.hasParent(), backup.children(), backup.keep(), true);
    }

    @Property
    void thePrintedPolicyReadsBackAsItself(@ForAll("policies") RetentionPolicy policy) {
        assertThat(RetentionPolicy.parse(policy.toString())).contains(policy);
    }

    /** Finished backups without parent, newest first. */
    private static List<RetentionCandidate> doneRoots(List<RetentionCandidate> backups) {
        return backups.stream()
                .filter(backup -> backup.done() && !backup.hasParent())
                .sorted(Comparator.comparing(RetentionCandidate::id).reversed())
                .toList();
    }

    @Provide
    Arbitrary<RetentionPolicy> policies() {
        Arbitrary<RetentionPolicy> redundancies =
                Arbitraries.integers().between(0, 6).map(RetentionPolicy.Redundancy::new);
        Arbitrary<RetentionPolicy> windows = Combinators.combine(
                        Arbitraries.integers().between(0, 40), Arbitraries.of(RetentionPolicy.Unit.class))
                .as(RetentionPolicy.RecoveryWindow::new);
        return Arbitraries.oneOf(redundancies, windows);
    }

    /** Backups a few hours apart, some of them with two children, in which time and id go the same way. */
    @Provide
    Arbitrary<List<RetentionCandidate>> catalogues() {
        Arbitrary<Seed> seed = Combinators.combine(
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(
                                RetentionStatus.NONE,
                                RetentionStatus.NONE,
                                RetentionStatus.KEEP_FULL,
                                RetentionStatus.KEEP_STANDALONE))
                .as(Seed::new);
        return seed.list().ofMaxSize(12).map(RetentionPropertiesTest::grow);
    }

    private record Seed(int hours, boolean done, boolean parent, RetentionStatus keep) {}

    private static List<RetentionCandidate> grow(List<Seed> seeds) {
        List<RetentionCandidate> backups = new ArrayList<>();
        Instant end = NOW;
        for (int i = 0; i < seeds.size(); i++) {
            Seed seed = seeds.get(i);
            end = end.minus(Duration.ofHours(seed.hours()));
            String id = "2026%04dT000000".formatted(9000 - i * 10);
            List<String> children = List.of();
            if (seed.parent()) {
                children =
                        List.of("2026%04dT000000".formatted(9001 - i * 10), "2026%04dT000000".formatted(9002 - i * 10));
                for (String child : children) {
                    backups.add(new RetentionCandidate(child, true, end, true, List.of(), RetentionStatus.NONE, false));
                }
            }
            backups.add(new RetentionCandidate(id, seed.done(), end, false, children, seed.keep(), false));
        }
        return backups;
    }
}
