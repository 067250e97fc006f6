package org.barman4j.lock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;

/**
 * The locks in one lock directory.
 *
 * <p>Java locks files with fcntl(2), which flock(2) takes no notice of, and Python's Barman uses flock. So a small
 * helper process, {@code flock FILE cat}, takes each lock and holds it until its standard input ends: when we close
 * it, or when the kernel does because we died. The helper runs in a session of its own, since an interrupt from the
 * terminal must not release the lock while this process still tidies up.
 */
public final class Locks {
    private static final int BUSY = 75;
    private static final int PROBE = '+';
    private static final List<String> AT_ONCE = List.of("setsid", "flock", "--nonblock");
    private static final Path KERNEL_LIST = Path.of("/proc/locks");

    private final Path directory;
    private final Disk disk;

    public Locks(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /**
     * Takes a lock, or fails at once.
     *
     * @throws LockBusyException if another process holds it
     */
    public HeldLock acquire(LockName name) {
        HeldLock lock = hold(name, AT_ONCE);
        note(name, lock);
        return lock;
    }

    /**
     * Takes a lock that several may hold at once, as long as nobody has it for himself alone, or fails at once. The file
     * does not tell who they are.
     *
     * @throws LockBusyException if another process holds it alone
     */
    public HeldLock share(LockName name) {
        return hold(name, List.of("setsid", "flock", "--shared", "--nonblock"));
    }

    /** Takes a lock, waiting as long as another process holds it. */
    public HeldLock await(LockName name) {
        HeldLock lock = hold(name, List.of("setsid", "flock"));
        note(name, lock);
        return lock;
    }

    /** The file of a lock, for a program that takes it itself. */
    public Path file(LockName name) {
        return directory.resolve(name.fileName());
    }

    /** The process id in a lock file that is held right now, or nothing if nobody holds it. */
    public OptionalLong owner(LockName name) {
        Path file = directory.resolve(name.fileName());
        if (!Files.exists(file) || isFree(file)) {
            return OptionalLong.empty();
        }
        return readPid(file);
    }

    /** Whether anybody holds a lock right now. */
    public boolean isHeld(LockName name) {
        Path file = directory.resolve(name.fileName());
        return Files.exists(file) && !isFree(file);
    }

    /**
     * Whether a lock seems to be free, told without starting a program: enough to decide whether to start one that takes
     * it. The kernel's list knows the locks of every process that this one can see.
     */
    public boolean seemsFree(LockName name) {
        Path file = directory.resolve(name.fileName());
        try {
            String inode = ":" + inode(file) + " ";
            for (String line : Files.readAllLines(KERNEL_LIST)) {
                if (line.contains("FLOCK") && line.contains(inode)) {
                    return isFree(file); // or the lock is on a file of the same number in another file system
                }
            }
            return true;
        } catch (NoSuchFileException none) {
            return true;
        } catch (IOException noList) {
            return isFree(file);
        }
    }

    /** Removes every lock file that nobody holds, however recently it was used. */
    public List<String> cleanUp() {
        return cleanUp(Duration.ZERO);
    }

    /** Removes every lock file that nobody holds and nobody took for that long, and returns the names of those removed. */
    public List<String> cleanUp(Duration unused) {
        List<String> removed = new ArrayList<>();
        long latest = System.currentTimeMillis() - unused.toMillis();
        for (String name : fileNames("")) {
            if (directory.resolve(name).toFile().lastModified() <= latest && remove(new LockName(name))) {
                removed.add(name);
            }
        }
        return List.copyOf(removed);
    }

    /** Removes a lock file, if it exists and nobody holds it, and returns whether it did. */
    public boolean remove(LockName name) {
        Path file = directory.resolve(name.fileName());
        if (Files.notExists(file)) {
            return false;
        }
        try (HeldLock lock = hold(name, AT_ONCE)) { // and writes nothing, which an interrupted thread could not do
            disk.delete(file);
            return true;
        } catch (LockBusyException held) {
            return false; // in use, so it stays
        } catch (NoSuchFileException gone) {
            return false; // another clean-up was faster
        } catch (IOException e) {
            throw StorageException.because("remove the lock file " + file, e);
        }
    }

    /** The names of the lock files that begin with the given text after the dot, in order. */
    public List<String> fileNames(String prefix) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith("." + prefix) && name.endsWith(".lock") && Files.isRegularFile(file)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException e) {
            throw StorageException.because("read the lock directory " + directory, e);
        }
        names.sort(null);
        return names;
    }

    private HeldLock hold(LockName name, List<String> flock) {
        Path file = directory.resolve(name.fileName());
        while (true) {
            Object before = create(file);
            Process holder = start(flock, file, "cat");
            HeldLock lock = new HeldLock(holder);
            try {
                if (!answers(holder)) {
                    throw refused(holder, name, file);
                }
                if (inode(file).equals(before)) {
                    return lock;
                }
            } catch (NoSuchFileException removed) {
                lock.close(); // it was on a file that is gone, and keeps nobody away
                continue;
            } catch (IOException e) {
                lock.close();
                throw StorageException.because("take the lock " + file, e);
            }
            lock.close();
        }
    }

    private Object create(Path file) {
        while (true) {
            try {
                disk.createPrivate(file);
                return inode(file);
            } catch (NoSuchFileException removed) {
                if (!Files.isDirectory(directory)) {
                    throw StorageException.because("create the lock file " + file, removed);
                }
            } catch (IOException e) {
                throw StorageException.because("create the lock file " + file, e);
            }
        }
    }

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    /** Writes into the file who has the lock. */
    private void note(LockName name, HeldLock lock) {
        Path file = directory.resolve(name.fileName());
        try (DiskFile content = disk.create(file)) {
            content.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            if (StorageException.isFull(e)) {
                return; // the lock is held, and what it is for may make room
            }
            lock.close(); // when the caller hears of it, the lock is free again
            throw StorageException.because("write the lock file " + file, e);
        }
    }

    /** Sends a byte through the helper, which echoes it as soon as it has the lock. */
    private static boolean answers(Process holder) throws IOException {
        try {
            holder.getOutputStream().write(PROBE);
            holder.getOutputStream().flush();
        } catch (IOException ended) {
            return false;
        }
        InputStream echo = holder.getInputStream();
        return echo.read() == PROBE;
    }

    private static RuntimeException refused(Process holder, LockName name, Path file) throws IOException {
        if (HeldLock.end(holder) == BUSY) {
            return LockBusyException.heldBy(readPid(file), name);
        }
        String complaint = new String(holder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new StorageException("cannot lock " + file + ": " + complaint);
    }

    private static boolean isFree(Path file) {
        Process probe = start(List.of("flock", "--nonblock"), file, "true");
        try {
            probe.getOutputStream().close();
            int status = HeldLock.end(probe);
            if (status != 0 && status != BUSY) {
                String complaint = new String(probe.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                throw new StorageException("cannot test the lock " + file + ": " + complaint);
            }
            return status == 0;
        } catch (IOException e) {
            throw StorageException.because("test the lock " + file, e);
        }
    }

    private static Process start(List<String> flock, Path file, String command) {
        List<String> argv = new ArrayList<>(flock);
        argv.addAll(List.of("--conflict-exit-code", Integer.toString(BUSY), "--no-fork"));
        argv.addAll(List.of(file.toAbsolutePath().toString(), command));
        try {
            return new ProcessBuilder(argv).start();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot run '" + argv.get(0) + "', which takes Barman's locks",
                    "Install the package util-linux, which has setsid and flock.");
        }
    }

    private static OptionalLong readPid(Path file) {
        try {
            String content = new String(SmallFile.bytes(file, 4096), StandardCharsets.ISO_8859_1);
            int end = content.indexOf('\n');
            long pid = Long.parseLong((end < 0 ? content : content.substring(0, end)).strip());
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }
}
