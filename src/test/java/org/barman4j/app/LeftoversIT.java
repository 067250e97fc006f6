package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a killed process has half written goes when the next one writes the same. */
class LeftoversIT extends DeletedHomeTest {
    @ParameterizedTest
    @ValueSource(strings = {"rebuild-xlogdb main", "delete main oldest"})
    void ofTheWalCatalogue(String line) {
        Path leftover = home.wals().resolve("main-xlog.db.1.tmp");
        home.write(leftover, "half a li");

        assertThat(run(line).status()).isZero();

        assertThat(leftover).doesNotExist();
        assertThat(listed()).contains("000000010000000000000015");
    }

    @Test
    void ofAManifest() {
        Path data = home.base(LATEST).resolve("data");
        home.write(data.resolve("backup_manifest.1.tmp"), "{");

        assertThat(run("generate-manifest main latest").status()).isZero();

        assertThat(data.resolve("backup_manifest.1.tmp")).doesNotExist();
        assertThat(SmallHome.read(data.resolve("backup_manifest")))
                .contains("PG_VERSION")
                .doesNotContain(".tmp");
    }

    @Test
    void aManifestIsNotWrittenWhileAnotherProcessIsAtWorkOnTheBackup() throws Exception {
        Path manifest = home.base(LATEST).resolve("data/backup_manifest");

        generateAfter(() -> assertThat(manifest).doesNotExist());

        assertThat(manifest).exists();
    }

    @Test
    void noManifestIsWrittenIfThatProcessWasCutOffWhileItDeletedTheBackup() throws Exception {
        generateAfter(() -> home.write(home.meta().resolve(LATEST + "-delete_this"), "delete"));

        assertThat(home.base(LATEST).resolve("data/backup_manifest")).doesNotExist();
    }

    /** Has the manifest written by somebody who waits for another process that works on the backup. */
    private void generateAfter(Runnable work) throws Exception {
        Thread writer = new Thread(() -> run("generate-manifest main latest"));
        Locks locks = new Locks(home.root(), new LocalDisk());
        try (HeldLock lock = locks.acquire(LockName.backupId("main", LATEST))) {
            writer.start();
            Eventually.holds("it waits for the lock", () -> ProcessHandle.current()
                    .descendants()
                    .flatMap(process -> process.info().commandLine().stream())
                    .anyMatch(command -> command.contains("flock --conflict-exit-code")
                            && command.contains(home.root().toString())));
            work.run();
        }
        writer.join();
    }
}
