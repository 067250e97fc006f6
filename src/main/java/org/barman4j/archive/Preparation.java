package org.barman4j.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.barman4j.wal.IncomingWal;
import org.barman4j.wal.PreparedWal;
import org.barman4j.wal.WalStore;

/** Prepares several files side by side. What comes of them is in their order, up to the first that failed. */
final class Preparation implements AutoCloseable {
    private final WalStore store;
    private final ExecutorService workers;

    Preparation(WalStore store, int jobs) {
        this.store = store;
        this.workers = Executors.newFixedThreadPool(jobs);
    }

    /** The files that are ready, and why the one behind them is not; empty if all are. */
    record Result(List<PreparedWal> ready, IOException failure) {
        boolean isComplete() {
            return failure == null;
        }
    }

    Result prepare(List<IncomingWal> files) {
        List<Future<PreparedWal>> futures = new ArrayList<>();
        for (IncomingWal file : files) {
            futures.add(workers.submit(() -> store.prepare(file)));
        }
        List<PreparedWal> ready = new ArrayList<>();
        IOException failure = null;
        for (Future<PreparedWal> future : futures) {
            try {
                PreparedWal prepared = future.get();
                if (failure == null) {
                    ready.add(prepared);
                } else {
                    store.discard(prepared);
                }
            } catch (ExecutionException e) {
                failure = failure == null ? reason(e.getCause()) : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = failure == null ? new IOException("interrupted", e) : failure;
            }
        }
        return new Result(ready, failure);
    }

    private static IOException reason(Throwable cause) {
        if (cause instanceof IOException known) {
            return known;
        }
        if (cause instanceof OutOfMemoryError) {
            return new IOException("there is not enough memory for this compression", cause);
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
