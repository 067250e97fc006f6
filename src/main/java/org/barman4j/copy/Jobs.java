package org.barman4j.copy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks on several threads, and not too many of them in too short a time. The first failure ends all; when {@link
 * #run} comes back, none is at work any more.
 */
final class Jobs {
    private final int size;
    private final int batchSize;
    private final Duration batchPeriod;
    private final Deque<Long> starts = new ArrayDeque<>();
    private final Deque<Task> waiting = new ArrayDeque<>();
    private Throwable failure;

    /** Something to do. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    Jobs(CopySettings settings) {
        this(settings.jobs(), settings.batchSize(), settings.batchPeriod());
    }

    Jobs(int size, int batchSize, Duration batchPeriod) {
        this.size = size;
        this.batchSize = batchSize;
        this.batchPeriod = batchPeriod;
    }

    /** Does all of these, begun in this order. */
    void run(List<Task> tasks) throws InterruptedException {
        waiting.addAll(tasks);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(size, tasks.size()); i++) {
            Thread thread = new Thread(this::work, "copy-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        join(threads);
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure instanceof Error serious) {
            throw serious;
        }
        if (failure instanceof IOException refused) {
            throw CopyFailedException.because(refused);
        }
        if (failure != null) {
            throw new CopyFailedException(String.valueOf(failure.getMessage()), failure);
        }
    }

    private void join(List<Thread> threads) throws InterruptedException {
        boolean interrupted = false;
        boolean told = false;
        for (int next = 0; next < threads.size(); ) {
            try {
                Thread thread = threads.get(next);
                thread.join(100);
                if (!told && (hasFailed() || interrupted)) { // once, so that what they tidy up is not interrupted
                    told = true;
                    threads.forEach(Thread::interrupt);
                }
                next += thread.isAlive() ? 0 : 1;
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    private synchronized void stop() {
        waiting.clear();
    }

    private void work() {
        try {
            for (Task task = next(); task != null; task = next()) {
                task.run();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null && !(e instanceof InterruptedException)) {
            failure = e;
        }
        waiting.clear();
    }

    /** The next task, when it may be started; null if there is none. */
    private synchronized Task next() throws InterruptedException {
        while (!waiting.isEmpty() && starts.size() >= batchSize) {
            long wait = starts.getFirst() + batchPeriod.toNanos() - System.nanoTime();
            if (wait <= 0) {
                starts.removeFirst();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, wait);
            }
        }
        Task task = waiting.poll();
        if (task != null) {
            starts.addLast(System.nanoTime());
        }
        return task;
    }
}
