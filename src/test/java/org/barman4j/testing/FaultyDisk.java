package org.barman4j.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.LocalDisk;

/**
 * A disk on which the n-th operation fails.
 *
 * <p>With {@link #crashingAt}, everything after it fails too, as if the process had died there: not even a clean-up gets
 * through.
 */
public final class FaultyDisk implements Disk {
    /** The failure that was asked for. */
    public static final class InjectedException extends IOException {
        InjectedException(String operation, int number) {
            super("injected failure of operation " + number + ", " + operation);
        }
    }

    private final Disk disk = new LocalDisk();
    private final int failing;
    private final boolean crashing;
    private final AtomicInteger operations = new AtomicInteger();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private FaultyDisk(int failing, boolean crashing) {
        this.failing = failing;
        this.crashing = crashing;
    }

    /** Counts operations and fails none. */
    public static FaultyDisk counting() {
        return new FaultyDisk(Integer.MAX_VALUE, false);
    }

    /** Fails the operation with that number, counted from 1. */
    public static FaultyDisk failingAt(int number) {
        return new FaultyDisk(number, false);
    }

    /** Fails the operation with that number and every later one. */
    public static FaultyDisk crashingAt(int number) {
        return new FaultyDisk(number, true);
    }

    public int operations() {
        return operations.get();
    }

    /** All operations in their order, each with the file that it is about. */
    public List<String> log() {
        return List.copyOf(log);
    }

    private void count(String operation) throws IOException {
        log.add(operation);
        int number = operations.incrementAndGet();
        if (number == failing || (crashing && number > failing)) {
            throw new InjectedException(operation, number);
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        count("create " + file);
        return new FaultyFile(disk.create(file), file);
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        count("append " + file);
        return new FaultyFile(disk.append(file), file);
    }

    @Override
    public void createPrivate(Path file) throws IOException {
        count("createPrivate " + file);
        disk.createPrivate(file);
    }

    @Override
    public void rename(Path source, Path target) throws IOException {
        count("rename " + source + " to " + target);
        disk.rename(source, target);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        count("link " + existing + " to " + name);
        disk.link(existing, name);
    }

    @Override
    public void symbolicLink(Path name, Path target) throws IOException {
        count("symbolic link " + name + " to " + target);
        disk.symbolicLink(name, target);
    }

    @Override
    public void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        count("permissions of " + file);
        disk.setPermissions(file, permissions);
    }

    @Override
    public void setModified(Path file, FileTime time) throws IOException {
        count("setModified " + file);
        disk.setModified(file, time);
    }

    @Override
    public void syncFile(Path file) throws IOException {
        count("syncFile " + file);
        disk.syncFile(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        count("delete " + file);
        disk.delete(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        count("createDirectories " + directory);
        disk.createDirectories(directory);
    }

    @Override
    public void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException {
        count("makeDirectory " + directory);
        disk.makeDirectory(directory, permissions);
    }

    @Override
    public void copyOwnership(Path from, Path to) throws IOException {
        count("copyOwnership " + to);
        disk.copyOwnership(from, to);
    }

    @Override
    public void copyMode(Path from, Path to) throws IOException {
        count("copyMode " + to);
        disk.copyMode(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        count("syncDirectory " + directory);
        disk.syncDirectory(directory);
    }

    /** Writes half of what it is given before a write fails, as a full disk does. */
    private final class FaultyFile implements DiskFile {
        private final DiskFile file;
        private final Path path;

        FaultyFile(DiskFile file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                count("write " + path);
            } catch (InjectedException full) {
                file.write(bytes, offset, length / 2);
                throw full;
            }
            file.write(bytes, offset, length);
        }

        @Override
        public long write(FileChannel source, long position, long length) throws IOException {
            try {
                count("write " + path);
            } catch (InjectedException full) {
                file.write(source, position, length / 2);
                throw full;
            }
            return file.write(source, position, length);
        }

        @Override
        public void truncate(long length) throws IOException {
            count("truncate " + path);
            file.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            count("sync " + path);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
