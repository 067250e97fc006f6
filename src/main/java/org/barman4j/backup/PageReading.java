package org.barman4j.backup;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.codec.TarFile;
import org.barman4j.io.Crew;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;

/**
 * Reads the files of a backup for those who look at their pages.
 *
 * <p>Those of a new one it reads beside whoever copies them, if he tells when one is complete, or else beside whoever forces them to the
 * storage, and never before him: the storage takes longer than the processors, and must not stand idle while a large
 * file is being read.
 */
final class PageReading implements AutoCloseable {
    private static final Pattern ARCHIVE = Pattern.compile("(base|\\d+)\\.tar(\\.(gz|lz4|zst))?");

    /** So many pages are read at a stretch: 64 MB, so that all processors share in large files. */
    private static final int PART = 8192;

    private final Supplier<Optional<BackupPages>> begin;
    private final Path directory;
    private final Path data;
    private final Notices notices;
    private final Crew<Boolean> crew = new Crew<>(Runtime.getRuntime().availableProcessors(), done -> {});
    private Optional<BackupPages> pages = Optional.empty();
    private boolean begun;
    private boolean early;

    /**
     * Of a backup in a directory.
     *
     * @param begin those who look, if there are any; asked when it is known what cluster it is
     * @param data where the data directory is; tablespaces lie beside it
     */
    PageReading(Supplier<Optional<BackupPages>> begin, Path directory, Path data, Notices notices) {
        this.begin = begin;
        this.directory = directory;
        this.data = data;
        this.notices = notices;
    }

    /** Has a file read that has just been copied. That it can't be read is told, and fails nothing. */
    synchronized void copied(Path file) throws IOException {
        early = true;
        add(file);
    }

    /** The same for one that is being forced to the storage, unless those that were copied have been read. */
    synchronized void forced(Path file) throws IOException {
        if (!early) {
            add(file);
        }
    }

    /** The same for one that an older backup has as well, whose pages nobody has looked at. */
    synchronized void shared(Path file) throws IOException {
        add(file);
    }

    private void add(Path file) throws IOException {
        if (!begun) {
            pages = begin.get();
            begun = true;
        }
        if (pages.isPresent()) {
            add(file, pages.get());
        }
    }

    private void add(Path file, BackupPages pages) throws IOException {
        String path = BackupPages.path(file, directory, data);
        if (pages.wants(path)) {
            long size = Files.size(file);
            for (int from = 0; (long) from * BackupPages.PAGE_SIZE < size; from += PART) {
                int first = from;
                submit(file, () -> part(file, path, first, pages));
            }
        } else if (file.startsWith(data)
                && ARCHIVE.matcher(file.getFileName().toString()).matches()) {
            submit(file, () -> archive(file, pages));
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void submit(Path file, Step step) throws IOException {
        crew.submit(() -> {
            try {
                step.run();
            } catch (IOException e) {
                notices.warning("cannot examine the pages in " + file + ": " + StorageException.reason(e));
            }
            return true;
        });
    }

    private static void part(Path file, String path, int from, BackupPages pages) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position((long) from * BackupPages.PAGE_SIZE);
            pages.look(path, from, PART, Channels.newInputStream(channel));
        }
    }

    /** Waits until all have been read, for those who look. */
    synchronized Optional<BackupPages> finish() throws IOException {
        crew.finish();
        return pages;
    }

    @Override
    public void close() {
        crew.close();
    }

    private static void archive(Path file, BackupPages pages) throws IOException {
        String name = file.getFileName().toString();
        String prefix =
                name.startsWith("base") ? "" : BackupPages.TABLESPACES + name.substring(0, name.indexOf('.')) + "/";
        try (TarArchiveInputStream tar = TarFile.open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    pages.look(prefix + TarFile.path(entry), tar);
                }
            }
        }
    }
}
