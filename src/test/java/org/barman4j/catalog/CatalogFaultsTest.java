package org.barman4j.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails every file operation of every change to the catalogue, one after the other. */
class CatalogFaultsTest {
    private static final BackupId ID = new BackupId("20261120T170117");

    @TempDir
    private Path home;

    @Test
    void aBackupIsSavedWholeOrNotAtAll() throws IOException {
        BackupInfo old = BackupInfo.empty(ID, "main", "postgres");
        BackupInfo changed = old.with(BackupField.STATUS, "STARTED").with(BackupField.SYSTEMID, "1");

        FaultLoop.run(
                () -> {
                    clear();
                    catalog(new LocalDisk()).save(old);
                },
                disk -> catalog(disk).save(changed),
                succeeded -> {
                    Backups backups = catalog(new LocalDisk()).load();
                    assertThat(backups.damaged()).isEmpty();
                    BackupStatus status = backups.find(ID).orElseThrow().status();
                    assertThat(status).isIn(BackupStatus.EMPTY, BackupStatus.STARTED);
                    if (succeeded) {
                        assertThat(status).isEqualTo(BackupStatus.STARTED);
                    }
                });
    }

    @Test
    void aMarkStaysAMarkWhileItChanges() throws IOException {
        FaultLoop.run(
                () -> {
                    clear();
                    annotations(new LocalDisk()).keep(ID, KeepTarget.FULL);
                },
                disk -> annotations(disk).keep(ID, KeepTarget.STANDALONE),
                succeeded -> {
                    Optional<KeepTarget> target = annotations(new LocalDisk()).target(ID);
                    assertThat(target).isPresent();
                    if (succeeded) {
                        assertThat(target).contains(KeepTarget.STANDALONE);
                    }
                });
    }

    @Test
    void aMarkInTheOldPlaceIsNeverLostOnTheWayToTheNewOne() throws IOException {
        FaultLoop.run(this::putOldMark, disk -> annotations(disk).keep(ID, KeepTarget.STANDALONE), succeeded -> {
            KeepAnnotations annotations = annotations(new LocalDisk());
            assertThat(annotations.target(ID)).isPresent();
            if (succeeded) {
                assertThat(annotations.target(ID)).contains(KeepTarget.STANDALONE);
                assertThat(home.resolve("base/" + ID + "/annotations/keep")).doesNotExist();
            }
        });
    }

    @Test
    void aReleasedMarkIsGoneInBothPlaces() throws IOException {
        FaultLoop.run(this::putOldMark, disk -> annotations(disk).release(ID), succeeded -> assertThat(
                        annotations(new LocalDisk()).target(ID).isEmpty())
                .isIn(true, succeeded));
    }

    @Test
    void anIdentityIsWrittenWholeOrNotAtAll() throws IOException {
        ServerIdentity identity = new ServerIdentity("7302509887943450845", "15");

        FaultLoop.run(this::clear, disk -> identity.write(home, disk), succeeded -> {
            Optional<ServerIdentity> read = ServerIdentity.read(home);
            assertThat(read).isIn(Optional.of(identity), succeeded ? Optional.of(identity) : Optional.empty());
        });
    }

    private BackupCatalog catalog(Disk disk) {
        return new BackupCatalog("main", "postgres", home.resolve("base"), home.resolve("meta"), server -> true, disk);
    }

    private KeepAnnotations annotations(Disk disk) {
        return new KeepAnnotations(home.resolve("meta"), home.resolve("base"), disk);
    }

    private void putOldMark() {
        clear();
        try {
            Path mark = home.resolve("base/" + ID + "/annotations/keep");
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "full");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clear() {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(home)) {
                    Files.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
