package org.barman4j.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.FileLook;
import org.barman4j.report.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies from this host, by the rules of {@link SmartCopy} and without rsync: the kernel moves the bytes, and each file
 * goes to the job that has nothing to do.
 */
public final class LocalCopy implements ClusterCopy {
    private static final Logger log = LoggerFactory.getLogger(LocalCopy.class);
    private static final long CHUNK = 8 << 20;
    private static final int WAITING = 256;

    private final CopySettings settings;
    private final Disk disk;
    private final Clock clock;
    private final Progress progress;
    private final FileLook look;

    /**
     * Copies in one phase, which is the caller's to tell.
     *
     * @param progress hears of every byte that is in its place, be it copied or shared with what was there before
     * @param look takes each file of a directory that has been copied, from several threads
     */
    public LocalCopy(CopySettings settings, Disk disk, Clock clock, Progress progress, FileLook look) {
        this.settings = settings;
        this.disk = disk;
        this.clock = clock;
        this.progress = progress;
        this.look = look;
    }

    @Override
    public CopyStatistics copy(List<CopyItem> items) throws InterruptedException {
        CopyClock times = new CopyClock(clock);
        try {
            for (Kind kind :
                    Kind.values()) { // pg_control behind the others, and configuration behind it changes nothing
                for (CopyItem item : items) {
                    if (item.kind() == kind) {
                        copy(item, times);
                    }
                }
            }
        } catch (IOException e) {
            throw CopyFailedException.because(e);
        }
        return times.statistics(settings.jobs());
    }

    private void copy(CopyItem item, CopyClock times) throws IOException, InterruptedException {
        log.info("copy {}", item);
        Instant start = times.now();
        if (item.isDirectory()) {
            disk.createDirectories(item.target());
            times.analysed(item, start);
            copyTree(item);
        } else {
            Path source = Path.of(item.source());
            if (item.kind() == Kind.OPTIONAL_CONFIGURATION && !Files.exists(source)) {
                log.warn("Ignoring error reading {}", item);
            } else {
                copyFile(source, item.target().resolve(source.getFileName()), 0, new BlockSharing());
            }
        }
        times.copied(item, start);
    }

    /** A file that was found, and what it was like then. */
    private record Found(Path path, PosixFileAttributes attributes) {}

    private void copyTree(CopyItem item) throws InterruptedException {
        BlockingQueue<Optional<Found>> found = new ArrayBlockingQueue<>(WAITING);
        BlockSharing sharing = new BlockSharing();
        List<Jobs.Task> tasks = new ArrayList<>();
        tasks.add(() -> {
            new SourceTree(item, disk).walk((path, attributes) -> found.put(Optional.of(new Found(path, attributes))));
            for (int i = 0; i < settings.jobs(); i++) {
                found.put(Optional.empty());
            }
        });
        for (int i = 0; i < settings.jobs(); i++) {
            tasks.add(() -> {
                for (Optional<Found> next = found.take(); next.isPresent(); next = found.take()) {
                    bring(item, next.get(), sharing);
                }
            });
        }
        new Jobs(tasks.size(), tasks.size(), settings.batchPeriod()).run(tasks);
    }

    private void bring(CopyItem item, Found file, BlockSharing sharing) throws IOException, InterruptedException {
        Path source = Path.of(item.source()).resolve(file.path());
        Path target = item.target().resolve(file.path());
        Optional<Path> older = item.reference()
                .filter(reference -> settings.reuse() == Reuse.LINK)
                .map(reference -> reference.resolve(file.path()));
        try {
            if (older.isPresent() && isUnchanged(file, source, older.get()) && link(older.get(), target)) {
                progress.advance(file.attributes().size());
            } else {
                copyFile(source, target, item.bandwidth(), sharing);
                look.at(target);
            }
        } catch (NoSuchFileException e) {
            if (!source.toString().equals(e.getFile())) {
                throw e;
            }
            log.debug("file has vanished: {}", source);
        }
    }

    private boolean isUnchanged(Found file, Path source, Path older) throws IOException {
        PosixFileAttributes known;
        try {
            known = Files.readAttributes(older, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return false;
        }
        PosixFileAttributes now = file.attributes();
        long time = seconds(now);
        if (!known.isRegularFile()
                || known.size() != now.size()
                || seconds(known) != time
                || !known.permissions().equals(now.permissions())) {
            return false;
        }
        boolean settled =
                settings.horizon().isPresent() && time < settings.horizon().getAsLong();
        return settled || Files.mismatch(source, older) < 0;
    }

    private static long seconds(PosixFileAttributes attributes) {
        return Math.floorDiv(attributes.lastModifiedTime().toMillis(), 1000);
    }

    private boolean link(Path older, Path target) throws IOException {
        try {
            disk.link(older, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException impossible) {
            return false;
        }
    }

    private void copyFile(Path source, Path target, int bandwidth, BlockSharing sharing)
            throws IOException, InterruptedException {
        try (FileChannel input = FileChannel.open(source, StandardOpenOption.READ);
                DiskFile output = disk.create(target)) {
            disk.copyMode(source, target);
            long size = input.size();
            if (sharing.share(source, size, target)) {
                progress.advance(size);
            } else {
                fill(output, input, bandwidth);
            }
        }
        disk.setModified(target, Files.getLastModifiedTime(source));
    }

    private void fill(DiskFile output, FileChannel input, int bandwidth) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long position = 0;
        for (long moved = output.write(input, 0, CHUNK); moved > 0; moved = output.write(input, position, CHUNK)) {
            position += moved;
            progress.advance(moved);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (bandwidth > 0) {
                long due = start + position * 1_000_000L / 1024 * 1000 / bandwidth;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        }
    }
}
