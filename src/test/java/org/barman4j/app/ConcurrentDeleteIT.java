package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;

/** WAL comes in while a backup is deleted, and neither takes anything from the other. */
class ConcurrentDeleteIT extends DeletedHomeTest {
    private static final int ROUNDS = 3;
    private static final int FIRST = 0x30;
    private static final int SEGMENTS = 30;

    @Test
    void neitherLosesALineOfTheCatalogue() throws Exception {
        String config = SmallHome.read(home.serverConfig()) + "archiver_batch_size = 1\n";
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                new TreeDeletion(new LocalDisk()).delete(home.wals());
                SmallHome.in(directory, config).fillArchive();
                List<String> expected = new ArrayList<>(archived());
                expected.removeIf(name -> name.compareTo("000000010000000000000015") < 0 && !name.endsWith(".history"));
                for (int number = FIRST; number < FIRST + SEGMENTS; number++) {
                    String name = WalSegments.name(number);
                    expected.add(name);
                    home.write(home.root().resolve("main/incoming").resolve(name), WalSegments.segment(number));
                }

                Future<CommandRun> deletion = workers.submit(() -> run(hesitating(), "delete main " + OLDEST));
                while (!deletion.isDone() || Files.exists(lastIncoming())) {
                    assertThat(run("archive-wal main").err()).isEmpty();
                }
                assertThat(deletion.get().err()).isEmpty();

                assertThat(archived()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(listed()).containsExactlyInAnyOrderElementsOf(expected);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private Path lastIncoming() {
        return home.root().resolve("main/incoming").resolve(WalSegments.name(FIRST + SEGMENTS - 1));
    }

    /** A disk that takes its time before it puts a new catalogue in the place of the old one. */
    private static Disk hesitating() {
        Disk disk = new LocalDisk();
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rename")
                            && arguments[1].toString().endsWith("xlog.db")) {
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
