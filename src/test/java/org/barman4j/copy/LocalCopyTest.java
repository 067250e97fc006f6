package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.FaultyDisk;
import org.junit.jupiter.api.Test;

class LocalCopyTest extends ClusterCopyContract {
    /** Something that happens right before an operation on the disk. */
    @FunctionalInterface
    private interface Event {
        void before(String operation, Object subject) throws IOException;
    }

    @Override
    protected ClusterCopy copier(Disk disk) {
        return new LocalCopy(settings(), disk, clock(), progress(), FileLook.NONE);
    }

    @Test
    void timesArriveToTheNanosecond() throws Exception {
        write(source.resolve("1"), "1", OLD.plusNanos(7), "rw-------");

        copyData();

        assertThat(Files.getLastModifiedTime(target.resolve("1")).toInstant()).isEqualTo(OLD.plusNanos(7));
    }

    @Test
    void whatIsSharedWithTheOlderBackupCountsAsDone() throws Exception {
        reuse = Reuse.LINK;
        both("1", "x".repeat(1000), OLD);
        write(source.resolve("2"), "new", OLD, "rw-------");

        copyData();

        assertThat(isLinked("1")).isTrue();
        assertThat(progress.get()).isEqualTo(1003);
    }

    @Test
    void aFileThatVanishesIsPassedOver() throws Exception {
        write(source.resolve("1"), "1", OLD, "rw-------");
        write(source.resolve("2"), "2", OLD, "rw-------");

        copyWhile((operation, subject) -> {
            if (operation.equals("create") && subject.equals(target.resolve("1"))) {
                Files.delete(source.resolve("1"));
            }
        });

        assertThat(target.resolve("2")).hasContent("2");
    }

    @Test
    void aDirectoryThatVanishesIsPassedOver() throws Exception {
        write(source.resolve("a/1"), "1", OLD, "rw-------");
        write(source.resolve("2"), "2", OLD, "rw-------");

        copyWhile((operation, subject) -> {
            if (operation.equals("makeDirectory") && subject.equals(target.resolve("a"))) {
                new TreeDeletion(new LocalDisk()).delete(source.resolve("a"));
            }
        });

        assertThat(target.resolve("2")).hasContent("2");
    }

    @Test
    void aFileIsCopiedWhenTheOlderBackupLosesIt() throws Exception {
        reuse = Reuse.LINK;
        both("1", "1", OLD);

        copyWhile((operation, subject) -> {
            if (operation.equals("link")) {
                Files.delete((Path) subject);
            }
        });

        assertThat(target.resolve("1")).hasContent("1");
    }

    @Test
    void aTargetThatVanishesIsAFailure() throws Exception {
        write(source.resolve("1"), "1", OLD, "rw-------");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> copyWhile((operation, subject) -> {
                    if (operation.equals("create")) {
                        new TreeDeletion(new LocalDisk()).delete(target);
                    }
                }))
                .withMessageContaining(target + "/1: No such file or directory");
    }

    @Test
    void theControlFileIsCopiedLast() throws Exception {
        write(source.resolve("global/pg_control"), "control", NEW, "rw-------");
        write(source.resolve("base/1"), "1", NEW, "rw-------");
        FaultyDisk disk = FaultyDisk.counting();

        copier(disk)
                .copy(List.of(
                        CopyItem.file("pg_control", Kind.CONTROL, source + "/base/1", target.resolve("global")),
                        data()));

        assertThat(disk.log().get(disk.log().size() - 1)).isEqualTo("setModified " + target.resolve("global/1"));
    }

    @Test
    void aFailingDiskIsNeverTakenForSuccess() throws Exception {
        reuse = Reuse.LINK;
        both("linked", "1", OLD);
        write(source.resolve("base/1"), "2", NEW, "rw-------");
        write(source.resolve("2"), "3", NEW, "rw-------");
        FaultyDisk counting = FaultyDisk.counting();
        copier(counting).copy(List.of(data()));
        assertThat(counting.operations()).isGreaterThan(10);

        for (int number = 1; number <= counting.operations(); number++) {
            new TreeDeletion(new LocalDisk()).delete(target);
            FaultyDisk failing = FaultyDisk.failingAt(number);
            assertThatExceptionOfType(CopyFailedException.class)
                    .isThrownBy(() -> copier(failing).copy(List.of(data())))
                    .withMessageStartingWith("data transfer failure: injected failure of operation " + number + ",");
        }
    }

    @Test
    void whoIsToldToGiveUpComesBackAtOnce() throws Exception {
        bandwidth = 1;
        write(source.resolve("1"), "x".repeat(1_000_000), OLD, "rw-------");
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                copyWhile((operation, subject) -> {
                    if (operation.equals("create")) {
                        started.countDown();
                    }
                });
            } catch (Throwable e) {
                end.set(e);
            }
        });

        caller.start();
        started.await();
        caller.interrupt();
        caller.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    /** Copies on a disk on which something happens meanwhile. */
    private void copyWhile(Event event) throws InterruptedException {
        Disk disk = new LocalDisk();
        Disk watched = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    event.before(method.getName(), arguments[0]);
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        copier(watched).copy(List.of(data()));
    }
}
