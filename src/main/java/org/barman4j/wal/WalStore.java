package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.xlog.WalFileName;

/**
 * The WAL archive of one server.
 *
 * <p>A file gets in in this order: its bytes are forced to the storage under a name of their own, then it takes its
 * name, then the directory is forced, then its line of the catalogue, and only then it is removed from where it came.
 * Several files can be prepared at once, and share the later steps. Wherever that ends, the next run finds the file
 * where it came from, sees how far it got, and does the rest.
 */
public final class WalStore {
    private final ServerConfig server;
    private final Path directory;
    private final WalCompression compression;
    private final WalContent content;
    private final XlogDbWriter catalogue;
    private final Locks locks;
    private final Disk disk;

    public WalStore(ServerConfig server, WalCompression compression, Locks locks, Disk disk) {
        this.server = server;
        this.directory = server.path(Options.WALS_DIRECTORY);
        this.compression = compression;
        this.content = new WalContent(compression);
        this.locks = locks;
        this.disk = disk;
        this.catalogue = XlogDbWriter.of(server, compression, disk);
    }

    /** The place of a file in an archive. */
    public static Path locate(Path walsDirectory, WalFileName name) {
        return walsDirectory.resolve(name.hashDirectory()).resolve(name.text());
    }

    /** The place of a file. */
    public Path locate(WalFileName name) {
        return locate(directory, name);
    }

    /** Brings the bytes of a file to the storage, compressed and encrypted as configured. Any number at a time. */
    public PreparedWal prepare(IncomingWal incoming) throws IOException {
        Path destination = locate(incoming.name());
        Path temporary = destination.resolveSibling(destination.getFileName() + ".tmp");
        Path encrypted = destination.resolveSibling(destination.getFileName() + ".gpg");
        removeLeftover(temporary);
        removeLeftover(encrypted);
        if (Files.exists(destination)) {
            PreparedWal.State state =
                    content.isSame(destination, incoming) ? PreparedWal.State.SAME : PreparedWal.State.DIFFERENT;
            return new PreparedWal(incoming, destination, incoming.path(), archivedInfo(destination), state);
        }
        disk.createDirectories(destination.getParent());
        boolean compresses =
                compression.configured().isPresent() && incoming.compression().isEmpty();
        boolean encrypts = GpgEncryption.isConfigured(server);
        if (!compresses && !encrypts) {
            disk.syncFile(incoming.path());
            return new PreparedWal(incoming, destination, incoming.path(), incoming.asItIs(), PreparedWal.State.NEW);
        }
        String format = compresses ? compression.configured().orElseThrow() : incoming.compression();
        try {
            if (compresses) {
                write(incoming.path(), temporary, incoming, target -> compression.compress(incoming.path(), target));
            }
            if (encrypts) {
                Path source = compresses ? temporary : incoming.path();
                write(source, encrypted, incoming, target -> encrypt(source, target));
                disk.rename(encrypted, temporary);
            }
            String encryption = encrypts ? GpgEncryption.NAME : "";
            WalInfo info =
                    new WalInfo(incoming.name().text(), Files.size(temporary), incoming.seconds(), format, encryption);
            return new PreparedWal(incoming, destination, temporary, info, PreparedWal.State.NEW);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /**
     * Brings a file of the archive of another node to the storage as it is. What stands in its place here has no line in
     * the catalogue, so it was left by somebody who did not come that far.
     */
    public PreparedWal adopt(IncomingWal incoming, WalInfo info) throws IOException {
        Path destination = locate(incoming.name());
        disk.createDirectories(destination.getParent());
        disk.syncFile(incoming.path());
        PreparedWal.State state = PreparedWal.State.NEW;
        if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isRegularFile(destination) && Files.mismatch(destination, incoming.path()) < 0) {
                state = PreparedWal.State.SAME;
            } else {
                disk.delete(destination);
            }
        }
        return new PreparedWal(incoming, destination, incoming.path(), info, state);
    }

    /** Those of the names that have no line in the catalogue. */
    public Set<String> missing(Set<String> names) {
        return catalogue.missing(names);
    }

    /** Removes what a run that was killed left; it is not cut, in case it is a link to something. */
    private void removeLeftover(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(file);
        }
    }

    private WalInfo archivedInfo(Path file) throws IOException {
        StoredForm form = content.form(file);
        double time = WalInfo.seconds(Files.getLastModifiedTime(file));
        return new WalInfo(
                file.getFileName().toString(), Files.size(file), time, form.compression(), form.encryption());
    }

    @FunctionalInterface
    private interface Transformation {
        void to(DiskStream target) throws IOException;
    }

    private void write(Path source, Path target, IncomingWal incoming, Transformation transformation)
            throws IOException {
        try (DiskFile file = disk.create(target)) {
            transformation.to(new DiskStream(file));
            disk.copyMode(source, target);
            disk.setModified(target, incoming.modified());
            file.sync();
        } catch (IOException e) {
            deleteQuietly(target);
            throw e;
        }
    }

    private void encrypt(Path source, DiskStream target) throws IOException {
        try (InputStream encrypted = new GpgEncryption(server).encrypt(source)) {
            encrypted.transferTo(target);
        }
    }

    /** Gives prepared files their places, and removes them from where they came. A failure stops those behind it. */
    public void commit(List<PreparedWal> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        IOException failure = null;
        List<PreparedWal> done = new ArrayList<>();
        try (HeldLock lock = locks.await(LockName.xlogDb(server.name()))) {
            catalogue.open();
            for (PreparedWal file : files) {
                try {
                    if (file.state() == PreparedWal.State.NEW) {
                        publish(file);
                    }
                    done.add(file);
                } catch (IOException e) {
                    failure = e;
                    break;
                }
            }
            for (PreparedWal file : done) {
                if (file.state() == PreparedWal.State.SAME) {
                    disk.syncFile(file.destination()); // whoever put it there may not have come that far
                }
            }
            syncDirectories(done.stream().map(PreparedWal::destination).toList());
            if (!done.isEmpty()) {
                catalogue.append(newLines(done));
            }
        }
        for (PreparedWal file : done) {
            disk.delete(file.incoming().path());
        }
        syncDirectories(done.stream().map(file -> file.incoming().path()).toList());
        if (failure != null) {
            throw failure;
        }
    }

    /** The lines that the catalogue lacks: of new files, and of those that an earlier run came no further with. */
    private List<WalInfo> newLines(List<PreparedWal> done) {
        Set<String> old = new HashSet<>();
        for (PreparedWal file : done) {
            if (file.state() == PreparedWal.State.SAME) {
                old.add(file.info().name());
            }
        }
        Set<String> missing = catalogue.missing(old);
        List<WalInfo> lines = new ArrayList<>();
        for (PreparedWal file : done) {
            if (file.state() == PreparedWal.State.NEW
                    || missing.contains(file.info().name())) {
                lines.add(file.info());
            }
        }
        return lines;
    }

    private void publish(PreparedWal file) throws IOException {
        if (!file.isKeptAsItIs()) {
            if (Files.exists(file.destination())) { // nobody who keeps to the locks could have put it there
                throw new FileAlreadyExistsException(file.destination().toString());
            }
            disk.rename(file.temporary(), file.destination());
            return;
        }
        try {
            disk.link(file.incoming().path(), file.destination());
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException otherFileSystem) {
            copy(file);
        }
    }

    /** For a file that can't be linked, because it lies on another file system or belongs to another user. */
    private void copy(PreparedWal file) throws IOException {
        Path temporary = file.destination().resolveSibling(file.destination().getFileName() + ".tmp");
        try {
            Path source = file.incoming().path();
            write(source, temporary, file.incoming(), target -> target.copy(source));
            disk.rename(temporary, file.destination());
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw e;
        }
    }

    /** Gives up a prepared file, which stays where it came from. */
    public void discard(PreparedWal file) {
        if (!file.isKeptAsItIs()) {
            deleteQuietly(file.temporary());
        }
    }

    /** Writes the catalogue anew from the files. */
    public WalScan.Count rebuildCatalogue() throws IOException {
        try (HeldLock lock = locks.await(LockName.xlogDb(server.name()))) {
            return catalogue.rebuild();
        }
    }

    private void syncDirectories(Collection<Path> files) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        files.forEach(file -> directories.add(file.getParent()));
        for (Path each : directories) {
            disk.syncDirectory(each);
        }
    }

    private void deleteQuietly(Path temporary) {
        try {
            if (Files.exists(temporary)) {
                disk.delete(temporary);
            }
        } catch (IOException leftover) {
            // the next run removes it
        }
    }
}
