package org.barman4j.backup;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.codec.TarFile;
import org.barman4j.io.Crew;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;

/**
 * Reads the files of a new backup for those who look at their pages.
 *
 * <p>It does so beside whoever forces the same files to the storage, and never before him: the storage takes longer than
 * the processors, and must not stand idle while a large file is being read.
 */
final class PageReading implements AutoCloseable {
    private static final Pattern ARCHIVE = Pattern.compile("(base|\\d+)\\.tar(\\.(gz|lz4|zst))?");

    /** So many pages are read at a stretch: 64 MB, so that all processors share in large files. */
    private static final int PART = 8192;

    private final BackupPages pages;
    private final Path directory;
    private final Path data;
    private final Notices notices;
    private final Crew<Boolean> crew = new Crew<>(Runtime.getRuntime().availableProcessors(), done -> {});

    PageReading(BackupPages pages, BackupDraft draft, Notices notices) {
        this.pages = pages;
        this.directory = draft.directory();
        this.data = draft.data();
        this.notices = notices;
    }

    /** Has a file read, soon. That it can't be read is told, and fails nothing. */
    void add(Path file) throws IOException {
        String path = path(file);
        if (pages.wants(path)) {
            long size = Files.size(file);
            for (int from = 0; (long) from * BackupPages.PAGE_SIZE < size; from += PART) {
                int first = from;
                submit(file, () -> part(file, path, first));
            }
        } else if (file.startsWith(data)
                && ARCHIVE.matcher(file.getFileName().toString()).matches()) {
            submit(file, () -> archive(file));
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

    private void part(Path file, String path, int from) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position((long) from * BackupPages.PAGE_SIZE);
            pages.look(path, from, PART, Channels.newInputStream(channel));
        }
    }

    /** Waits until all have been read. */
    void finish() throws IOException {
        crew.finish();
    }

    @Override
    public void close() {
        crew.close();
    }

    /** Below the data directory; tablespaces lie beside it here. */
    private String path(Path file) {
        return file.startsWith(data) ? data.relativize(file).toString() : "pg_tblspc/" + directory.relativize(file);
    }

    private void archive(Path file) throws IOException {
        String name = file.getFileName().toString();
        String prefix = name.startsWith("base") ? "" : "pg_tblspc/" + name.substring(0, name.indexOf('.')) + "/";
        try (TarArchiveInputStream tar = TarFile.open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    pages.look(prefix + TarFile.path(entry), tar);
                }
            }
        }
    }
}
