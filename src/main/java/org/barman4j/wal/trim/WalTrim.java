package org.barman4j.wal.trim;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.hook.HookAbortedException;
import org.barman4j.hook.WalDeleteHooks;
import org.barman4j.hook.WalEvent;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;
import org.barman4j.wal.WalLine;
import org.barman4j.wal.WalStore;
import org.barman4j.wal.XlogDb;
import org.barman4j.wal.XlogDbWriter;
import org.barman4j.xlog.WalFileName;

/**
 * Removes files from the archive of one server.
 *
 * <p>It holds the locks that archiving takes. The files go first, then the directories are forced, then a catalogue
 * without their lines takes the place of the old one. Whatever ends that half-way, the lines of files that are gone
 * still stand, and the next trim takes them out.
 */
public final class WalTrim {
    private final ServerConfig server;
    private final XlogDb xlogDb;
    private final XlogDbWriter catalogue;
    private final Locks locks;
    private final Disk disk;
    private final WalDeleteHooks hooks;
    private final Notices notices;

    public WalTrim(
            ServerConfig server,
            XlogDb xlogDb,
            XlogDbWriter catalogue,
            Locks locks,
            Disk disk,
            WalDeleteHooks hooks,
            Notices notices) {
        this.server = server;
        this.xlogDb = xlogDb;
        this.catalogue = catalogue;
        this.locks = locks;
        this.disk = disk;
        this.hooks = hooks;
        this.notices = notices;
    }

    /**
     * Removes the files that the rule does not keep.
     *
     * @param removed takes the name of each file that has been removed
     * @throws HookAbortedException if a hook wants a file to stay; those before it are gone
     */
    public void apply(TrimRule rule, Consumer<String> removed) {
        try (HeldLock archiving = locks.await(LockName.archiveWal(server.name()));
                HeldLock lock = locks.await(LockName.xlogDb(server.name()))) {
            catalogue.open();
            if (hasWork(rule)) {
                Removal removal = new Removal(rule, removed);
                catalogue.revise(removal);
                removal.complain();
            }
        } catch (IOException e) {
            throw StorageException.because("remove WAL from the archive of server " + server.name(), e);
        }
    }

    private boolean hasWork(TrimRule rule) {
        AtomicBoolean work = new AtomicBoolean();
        xlogDb.read(line -> {
            if (line.kind() == WalLine.Kind.INVALID) {
                notices.error("invalid WAL segment name '" + line.name()
                        + "'\nHINT: Please run \"barman rebuild-xlogdb " + server.name() + "\" to solve this issue");
            }
            work.compareAndSet(false, !rule.keeps(line));
        });
        return work.get();
    }

    /** One pass over the catalogue. The first failure ends the removing, and what follows is kept. */
    private final class Removal implements XlogDbWriter.Revision {
        private final TrimRule rule;
        private final Consumer<String> removed;
        private final Path walsDirectory = server.path(Options.WALS_DIRECTORY);
        private final boolean hooked = hooks.areConfigured();
        private final Set<Path> directories = new LinkedHashSet<>();
        private IOException failure;
        private HookAbortedException abortion;

        Removal(TrimRule rule, Consumer<String> removed) {
            this.rule = rule;
            this.removed = removed;
        }

        @Override
        public boolean keeps(WalLine line) {
            if (failure != null || abortion != null || rule.keeps(line)) {
                return true;
            }
            Path file = WalStore.locate(
                    walsDirectory, WalFileName.parse(line.name()).orElseThrow());
            try {
                if (hooked) {
                    hooks.before(event(line), file);
                }
                if (Thread.currentThread().isInterrupted()) { // perhaps in that hook
                    throw new InterruptedIOException("interrupted");
                }
                delete(file);
                if (hooked) {
                    hooks.after(event(line), file, "");
                }
                directories.add(file.getParent());
                removed.accept(line.name());
                return false;
            } catch (IOException e) {
                failure = e;
            } catch (HookAbortedException e) {
                abortion = e;
            }
            return true;
        }

        private void delete(Path file) throws IOException {
            try {
                disk.delete(file);
            } catch (NoSuchFileException gone) {
                // a trim that was cut off had come that far
            }
        }

        @Override
        public void settle() throws IOException {
            for (Path directory : directories) {
                try {
                    disk.delete(directory);
                } catch (DirectoryNotEmptyException inUse) {
                    disk.syncDirectory(directory);
                } catch (NoSuchFileException gone) {
                    // as above
                }
            }
            if (!directories.isEmpty()) {
                disk.syncDirectory(walsDirectory);
            }
        }

        /** Tells the failure, now that the catalogue is as the archive is. */
        void complain() throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (abortion != null) {
                throw abortion;
            }
        }
    }

    private static WalEvent event(WalLine line) {
        return new WalEvent(line.name(), line.size(), line.time(), line.compression());
    }
}
