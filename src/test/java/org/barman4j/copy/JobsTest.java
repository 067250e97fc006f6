package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobsTest {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void nothingToDoIsDone() throws InterruptedException {
        jobs(4).run(List.of());

        assertThat(done).isEmpty();
    }

    @Test
    void tasksBeginInTheirOrder() throws InterruptedException {
        List<Jobs.Task> tasks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = "task " + i;
            names.add(name);
            tasks.add(() -> done.add(name));
        }

        jobs(1).run(tasks);

        assertThat(done).isEqualTo(names);
    }

    @Test
    void asManyAsWantedWorkAtOnce() throws InterruptedException {
        CyclicBarrier meeting = new CyclicBarrier(3);

        jobs(3).run(Collections.nCopies(6, meeting::await));

        assertThat(meeting.isBroken()).isFalse();
    }

    @Test
    void neverDoMoreThanThatWorkAtOnce() throws InterruptedException {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        jobs(2).run(Collections.nCopies(200, () -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            TimeUnit.MILLISECONDS.sleep(1);
            working.decrementAndGet();
        }));

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void theFirstFailureIsThrownAsItIs() {
        IllegalStateException failure = new IllegalStateException("broken");
        AssertionError error = new AssertionError("serious");

        assertThatThrownBy(() -> jobs(2).run(List.of(failing(failure)))).isSameAs(failure);
        assertThatThrownBy(() -> jobs(2).run(List.of(failing(error)))).isSameAs(error);
    }

    @Test
    void whatTheSystemRefusesIsToldInItsWordsAndWithThePlace() {
        IOException refusal = new AccessDeniedException("/pg/base/1/2");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> jobs(2).run(List.of(failing(refusal))))
                .withMessage("data transfer failure: /pg/base/1/2: Permission denied")
                .withCause(refusal);
    }

    @Test
    void otherFailuresKeepTheirCause() {
        Exception odd = new Exception("odd");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> jobs(2).run(List.of(failing(odd))))
                .withMessage("odd")
                .withCause(odd);
    }

    @Test
    void aFailureEndsThoseWhoAreAtWorkAndStartsNoMore() {
        IllegalStateException failure = new IllegalStateException("broken");
        CountDownLatch started = new CountDownLatch(1);
        List<Jobs.Task> tasks = List.of(
                () -> {
                    started.countDown();
                    waitInVain();
                },
                () -> {
                    started.await();
                    throw failure;
                },
                () -> done.add("too late"));

        assertThatThrownBy(() -> jobs(2).run(tasks)).isSameAs(failure);

        assertThat(done).containsExactly("interrupted", "tidied up");
    }

    @Test
    void aFailureWhileTidyingUpDoesNotHideTheFirst() {
        IllegalStateException failure = new IllegalStateException("broken");
        CountDownLatch started = new CountDownLatch(1);
        List<Jobs.Task> tasks = List.of(
                () -> {
                    started.countDown();
                    try {
                        never.await();
                    } finally {
                        throwAnother();
                    }
                },
                () -> {
                    started.await();
                    throw failure;
                });

        assertThatThrownBy(() -> jobs(2).run(tasks)).isSameAs(failure);
    }

    @Test
    void whoIsToldToGiveUpComesBackWhenNobodyIsAtWorkAnyMore() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        Thread caller = new Thread(() -> {
            try {
                List<Jobs.Task> tasks = new ArrayList<>(Collections.nCopies(2, () -> {
                    started.countDown();
                    waitInVain();
                }));
                tasks.add(() -> done.add("too late"));
                jobs(2).run(tasks);
                done.add("no exception");
            } catch (InterruptedException e) {
                done.add("given up");
            }
        });

        caller.start();
        started.await();
        caller.interrupt();
        caller.join();

        assertThat(done)
                .containsExactlyInAnyOrder("interrupted", "interrupted", "tidied up", "tidied up", "given up")
                .endsWith("given up");
    }

    @Test
    void noMoreThanABatchBeginsWithinAPeriod() throws InterruptedException {
        List<Long> starts = new ArrayList<>();
        Jobs jobs = new Jobs(1, 2, PERIOD);

        jobs.run(Collections.nCopies(5, () -> starts.add(System.nanoTime())));

        assertThat(starts).hasSize(5);
        assertThat(Duration.ofNanos(starts.get(2) - starts.get(0))).isGreaterThan(PERIOD.minusMillis(200));
        assertThat(Duration.ofNanos(starts.get(4) - starts.get(2))).isGreaterThan(PERIOD.minusMillis(200));
        assertThat(Duration.ofNanos(starts.get(1) - starts.get(0))).isLessThan(PERIOD);
    }

    @Test
    void aFailureEndsThoseWhoWaitForTheirTurn() {
        IllegalStateException failure = new IllegalStateException("broken");
        Jobs jobs = new Jobs(2, 1, Duration.ofDays(1));

        assertThatThrownBy(() -> jobs.run(List.of(failing(failure), () -> done.add("too late"))))
                .isSameAs(failure);

        assertThat(done).isEmpty();
    }

    /** Until it is told to stop, and then it takes its time. */
    private void waitInVain() throws InterruptedException {
        try {
            never.await();
        } catch (InterruptedException e) {
            done.add("interrupted");
            TimeUnit.MILLISECONDS.sleep(400); // longer than the caller takes to look again
            done.add("tidied up");
            throw e;
        }
    }

    private static void throwAnother() {
        throw new IllegalArgumentException("another");
    }

    private static Jobs.Task failing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }

    private static Jobs jobs(int size) {
        return new Jobs(size, 1000, PERIOD);
    }
}
