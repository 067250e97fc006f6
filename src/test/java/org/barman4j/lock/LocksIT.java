package org.barman4j.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.StorageException;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.ForeignLock;
import org.barman4j.testing.LockHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocksIT {
    private static final LockName NAME = LockName.backup("main");

    @TempDir
    private Path directory;

    private Locks locks;
    private Path file;

    @BeforeEach
    void useDirectory() {
        locks = new Locks(directory, new LocalDisk());
        file = directory.resolve(".main-backup.lock");
    }

    @Test
    void aLockExcludesEveryoneUntilItIsClosed() throws Exception {
        try (HeldLock held = locks.acquire(NAME)) {
            assertThat(held).isNotNull();
            assertThat(ForeignLock.isFreeForFlock(file)).isFalse();
            assertThat(ForeignLock.isFreeForPython(file)).isFalse();
            assertThatExceptionOfType(LockBusyException.class)
                    .isThrownBy(() -> locks.acquire(NAME))
                    .withMessage("lock .main-backup.lock is held by process "
                            + ProcessHandle.current().pid());
        }

        assertThat(ForeignLock.isFreeForFlock(file)).isTrue();
        locks.acquire(NAME).close();
    }

    @Test
    void aLockFileIsPrivateAndNamesItsOwner() throws IOException {
        try (HeldLock held = locks.acquire(NAME)) {
            assertThat(held).isNotNull();
            assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(locks.owner(NAME)).hasValue(ProcessHandle.current().pid());
        }

        assertThat(locks.owner(NAME)).isEmpty();
    }

    @Test
    void locksWithDifferentNamesDoNotDisturbEachOther() {
        try (HeldLock one = locks.acquire(NAME);
                HeldLock two = locks.acquire(LockName.cron("main"));
                HeldLock three = locks.acquire(LockName.configUpdate())) {
            assertThat(List.of(one, two, three)).doesNotContainNull();
        }
    }

    @Test
    void aLockHeldByAnotherProgramIsBusyAndNamesItsProcess() throws IOException {
        Files.writeString(file, "4711\n");
        try (ForeignLock other = ForeignLock.byFlock(file)) {
            assertThat(other.isAlive()).isTrue();
            assertThatExceptionOfType(LockBusyException.class)
                    .isThrownBy(() -> locks.acquire(NAME))
                    .withMessage("lock .main-backup.lock is held by process 4711");
            assertThat(locks.owner(NAME)).hasValue(4711);
            assertThat(file).hasContent("4711\n");
        }
        try (ForeignLock other = ForeignLock.byPython(file)) {
            assertThatExceptionOfType(LockBusyException.class)
                    .isThrownBy(() -> locks.acquire(NAME))
                    .withMessage("lock .main-backup.lock is held by process " + other.pid());
            assertThat(locks.owner(NAME)).hasValue(other.pid());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "garbage\n",
                "\u0000\u0000",
                "1.5",
                "0x10",
                "99999999999999999999",
                "0\n",
                "-1\n",
                "-4711\n"
            })
    void aLockFileWithoutAProcessIdNamesNobody(String content) throws IOException {
        Files.writeString(file, content);
        try (ForeignLock other = ForeignLock.byFlock(file)) {
            assertThat(other.isAlive()).isTrue();
            assertThatExceptionOfType(LockBusyException.class)
                    .isThrownBy(() -> locks.acquire(NAME))
                    .withMessage("lock .main-backup.lock is held by another process");
            assertThat(locks.owner(NAME)).isEmpty();
        }

        try (HeldLock held = locks.acquire(NAME)) {
            assertThat(held).isNotNull();
            assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
        }
    }

    @Test
    void awaitTakesTheLockAsSoonAsItIsFree() throws Exception {
        try (ForeignLock other = ForeignLock.byFlock(file)) {
            CompletableFuture<HeldLock> waiting = CompletableFuture.supplyAsync(() -> locks.await(NAME));
            Eventually.holds("a second flock waits", this::aProcessWaitsForTheLock);
            assertThat(waiting).isNotDone();

            other.kill();

            try (HeldLock held = waiting.get(20, TimeUnit.SECONDS)) {
                assertThat(held).isNotNull();
                assertThat(ForeignLock.isFreeForFlock(file)).isFalse();
            }
        }
    }

    @Test
    void theLockOfAKilledJvmIsFreeAtOnce() throws IOException {
        try (LockHolder holder = LockHolder.start(directory, NAME)) {
            assertThat(locks.owner(NAME)).hasValue(holder.pid());

            holder.kill();

            Eventually.holds("the lock is free", Duration.ofSeconds(1), () -> locks.owner(NAME)
                    .isEmpty());
        }
        locks.acquire(NAME).close();
    }

    @Test
    void theLockOfAKilledPythonIsFreeAtOnce() throws IOException {
        try (ForeignLock other = ForeignLock.byPython(file)) {
            assertThat(locks.owner(NAME)).hasValue(other.pid());

            other.kill();

            Eventually.holds("the lock is free", Duration.ofSeconds(1), () -> locks.owner(NAME)
                    .isEmpty());
        }
        locks.acquire(NAME).close();
    }

    @Test
    void cleanUpRemovesWhatNobodyHoldsAndNothingElse() throws IOException {
        Files.writeString(directory.resolve(".main-cron.lock"), "1\n");
        Files.writeString(directory.resolve(".other-archive-wal.lock"), "garbage");
        Files.writeString(directory.resolve("main-cron.lock"), "no dot");
        Files.writeString(directory.resolve(".main-cron.lock.old"), "no lock");
        Files.writeString(file, "4711\n");
        try (ForeignLock other = ForeignLock.byFlock(file)) {
            assertThat(other.isAlive()).isTrue();

            assertThat(locks.cleanUp()).containsExactly(".main-cron.lock", ".other-archive-wal.lock");
        }

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(".main-backup.lock", "main-cron.lock", ".main-cron.lock.old");
        assertThat(file).hasContent("4711\n");
    }

    @Test
    void cleanUpGoesOnBehindADirectoryThatLooksLikeALock() throws IOException {
        Files.createDirectory(directory.resolve(".a-cron.lock"));
        Files.writeString(directory.resolve(".b-cron.lock"), "");

        assertThat(locks.cleanUp()).contains(".b-cron.lock");
    }

    /** Whoever is told to end gives everything back all the same. */
    @Test
    void anInterruptedThreadGivesItsLockBackAndRemovesTheFile() {
        for (int round = 0; round < 10; round++) {
            HeldLock held = locks.acquire(NAME);
            Thread.currentThread().interrupt();

            held.close();
            boolean removed = locks.remove(NAME);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(removed).isTrue();
            assertThat(file).doesNotExist();
        }
    }

    /** Whoever waited for it got a lock on a file that is gone, which keeps nobody away. */
    @Test
    void theLockOfAFileThatWasRemovedMeanwhileIsTakenAgain() throws Exception {
        HeldLock remover = locks.acquire(NAME);
        CompletableFuture<HeldLock> waiting = CompletableFuture.supplyAsync(() -> locks.await(NAME));
        Eventually.holds("a second flock waits", this::aProcessWaitsForTheLock);
        Files.delete(file);
        remover.close();

        try (HeldLock held = waiting.get(10, TimeUnit.SECONDS)) {
            assertThat(held).isNotNull();
            assertThat(ForeignLock.isFreeForFlock(file)).isFalse();
        }
    }

    @Test
    void aMissingLockDirectoryHasNoLocks() {
        Locks absent = new Locks(directory.resolve("absent"), new LocalDisk());

        assertThat(absent.fileNames("")).isEmpty();
        assertThat(absent.cleanUp()).isEmpty();
        assertThat(absent.owner(NAME)).isEmpty();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> absent.acquire(NAME))
                .withMessage("cannot create the lock file " + directory + "/absent/.main-backup.lock: No such file or"
                        + " directory");
    }

    @Test
    void fileNamesAreThoseOfLocksThatBeginAsAsked() throws IOException {
        for (String name :
                List.of(".main-cron.lock", ".main-backup.lock", ".maintenance-cron.lock", ".main-x", "main-y.lock")) {
            Files.createFile(directory.resolve(name));
        }

        assertThat(locks.fileNames("main-")).containsExactly(".main-backup.lock", ".main-cron.lock");
        assertThat(locks.fileNames("")).hasSize(3);
    }

    /** Whether the kernel knows of anybody waiting for a flock(2) lock on the file. */
    private boolean aProcessWaitsForTheLock() {
        try {
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .anyMatch(line -> line.contains("-> FLOCK") && line.contains(inode));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
