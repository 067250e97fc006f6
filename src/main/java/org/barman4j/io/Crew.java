package org.barman4j.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does many small tasks side by side and hands their results on in the order of the tasks, never far ahead of that. */
public final class Crew<R> implements AutoCloseable {
    private static final int AHEAD = 256;

    private final ExecutorService workers;
    private final Deque<Future<R>> open = new ArrayDeque<>();
    private final Consumer<R> results;

    public Crew(int size, Consumer<R> results) {
        this.workers = Executors.newFixedThreadPool(size);
        this.results = results;
    }

    public void submit(Callable<R> task) throws IOException {
        open.add(workers.submit(task));
        if (open.size() > AHEAD) {
            take();
        }
    }

    /** Waits for all that is still open. */
    public void finish() throws IOException {
        while (!open.isEmpty()) {
            take();
        }
    }

    private void take() throws IOException {
        try {
            results.accept(open.remove().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
