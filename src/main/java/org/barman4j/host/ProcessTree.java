package org.barman4j.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this host with all that it has started, and those in turn. */
final class ProcessTree {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long POLL_MILLIS = 20;

    private final List<ProcessHandle> processes;

    /** As it is now: what loses its parent can't be found any more. */
    ProcessTree(Process program) {
        processes = new ArrayList<>(program.descendants().toList());
        processes.add(program.toHandle());
    }

    /** Ends it with SIGTERM, and whatever of it takes no notice for some seconds with SIGKILL. */
    void end() throws InterruptedException {
        processes.forEach(ProcessHandle::destroy);
        long start = System.nanoTime();
        while (processes.stream().anyMatch(ProcessTree::isRunning) && System.nanoTime() - start < PATIENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        kill();
    }

    /** Ends it with SIGKILL. */
    void kill() {
        for (ProcessHandle process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly); // those it has started since
            process.destroyForcibly();
        }
    }

    /** One that has ended may wait for its parent to take notice, for ever perhaps, and has no command any more. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
