package org.barman4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.barman4j.io.Disk;
import org.barman4j.report.BarmanException;

/** Repeats an operation with a failure at each of its steps in turn, once with the clean-up working and once without. */
public final class FaultLoop {
    private FaultLoop() {}

    /** What a test does on a disk. */
    @FunctionalInterface
    public interface Operation {
        void on(Disk disk) throws IOException;
    }

    /** What must hold whatever failed; it is told whether the operation reported success. */
    @FunctionalInterface
    public interface Check {
        void after(boolean succeeded) throws IOException;
    }

    /**
     * Runs the loop.
     *
     * @param prepare brings back the state before the operation
     */
    public static void run(Runnable prepare, Operation operation, Check check) throws IOException {
        prepare.run();
        FaultyDisk counting = FaultyDisk.counting();
        operation.on(counting);
        check.after(true);
        assertThat(counting.operations()).as("operations to fail").isPositive();
        for (int number = 1; number <= counting.operations(); number++) {
            for (FaultyDisk disk : new FaultyDisk[] {FaultyDisk.failingAt(number), FaultyDisk.crashingAt(number)}) {
                prepare.run();
                check.after(attempt(operation, disk));
            }
        }
    }

    private static boolean attempt(Operation operation, FaultyDisk disk) {
        try {
            operation.on(disk);
            return true;
        } catch (IOException | UncheckedIOException | BarmanException expected) {
            return false;
        }
    }
}
