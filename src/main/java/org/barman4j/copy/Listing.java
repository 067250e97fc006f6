package org.barman4j.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.PathText;

/**
 * Takes the listing of one directory line by line, makes its directories here, and sorts its files: into those that the
 * older backup has as they are, which become links; those that certainly have to be copied; and those that may have
 * changed without its showing.
 */
final class Listing {
    /** What we need in a directory, whatever the server's user may do there. */
    static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final CopyItem item;
    private final CopySettings settings;
    private final Disk disk;
    private final Shares different;
    private final Shares doubtful;
    private IOException failure;
    private String senseless = "";

    Listing(CopyItem item, CopySettings settings, Disk disk, Shares different, Shares doubtful) {
        this.item = item;
        this.settings = settings;
        this.disk = disk;
        this.different = different;
        this.doubtful = doubtful;
    }

    /** Takes a line. What goes wrong is told by {@link #check}. */
    void take(String line) {
        if (failure != null || !senseless.isEmpty()) {
            return;
        }
        Optional<ListedFile> listed = ListedFile.parse(line);
        if (listed.isEmpty()) {
            senseless = line;
            return;
        }
        try {
            place(listed.get());
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Throws what went wrong, if anything.
     *
     * @param whole whether there are no more lines; the last one of a listing that broke off need not make sense
     */
    void check(boolean whole) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (whole && !senseless.isEmpty()) {
            throw new CopyFailedException(
                    "Unable to parse rsync --list-only output line: '" + senseless + "'",
                    "rsync has to be of version 3.1 or later on both hosts, and ssh must not add anything to its output.");
        }
    }

    private void place(ListedFile file) throws IOException {
        Path path =
                item.target().resolve(PathText.path(PathText.of(file.path().getBytes(StandardCharsets.ISO_8859_1))));
        if (file.isDirectory()) {
            Set<PosixFilePermission> permissions = file.permissions();
            permissions.addAll(OWNER);
            disk.makeDirectory(path, permissions);
        } else if (file.isRegular()) {
            sort(file, path);
        }
    }

    private void sort(ListedFile file, Path path) throws IOException {
        boolean settled = settings.horizon().isPresent()
                && file.time() < settings.horizon().getAsLong();
        if (item.reference().isEmpty() || settings.reuse() == Reuse.OFF) {
            different.add(file.path(), file.size());
            return;
        }
        Path older = item.reference().get().resolve(item.target().relativize(path));
        Optional<PosixFileAttributes> known = attributes(older);
        if (known.isEmpty() || !looksLike(file, known.get())) {
            different.add(file.path(), file.size());
        } else if (!settled) {
            doubtful.add(file.path(), file.size());
        } else if (settings.reuse() != Reuse.LINK
                || !known.get().permissions().equals(file.permissions())
                || !link(older, path)) {
            different.add(file.path(), file.size());
        }
    }

    private static Optional<PosixFileAttributes> attributes(Path file) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(attributes).filter(BasicFileAttributes::isRegularFile);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static boolean looksLike(ListedFile file, BasicFileAttributes known) {
        return known.size() == file.size()
                && Math.floorDiv(known.lastModifiedTime().toMillis(), 1000) == file.time();
    }

    /** A file may have as many links as it can, or the older backup may be on another file system. */
    private boolean link(Path older, Path path) throws IOException {
        try {
            disk.link(older, path);
            return true;
        } catch (FileAlreadyExistsException ours) {
            return true; // from an attempt to list that broke off
        } catch (FileSystemException impossible) {
            return false;
        }
    }
}
