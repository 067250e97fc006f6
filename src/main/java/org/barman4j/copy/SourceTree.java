package org.barman4j.copy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.barman4j.io.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory on this host that is copied. Symbolic links are followed, as they lead to where data is kept; what
 * vanishes while one looks is passed over.
 */
final class SourceTree {
    private static final Logger log = LoggerFactory.getLogger(SourceTree.class);
    private static final int DEEPEST = 64;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final CopyItem item;
    private final Disk disk;
    private final Path root;
    private final List<RsyncPattern> included;
    private final List<RsyncPattern> excluded;

    SourceTree(CopyItem item, Disk disk) {
        this.item = item;
        this.disk = disk;
        this.root = Path.of(item.source());
        this.included = patterns(item.filter().included());
        this.excluded = patterns(item.filter().excluded());
    }

    private static List<RsyncPattern> patterns(List<String> texts) {
        return texts.stream().map(RsyncPattern::new).toList();
    }

    /** Takes the files. */
    @FunctionalInterface
    interface Visitor {
        void file(String path, PosixFileAttributes attributes) throws IOException, InterruptedException;
    }

    /** Makes each directory in the target and hands each file on, by its path below the source. */
    void walk(Visitor visitor) throws IOException, InterruptedException {
        directory("", Files.readAttributes(root, PosixFileAttributes.class), visitor, 0);
    }

    private void directory(String path, PosixFileAttributes attributes, Visitor visitor, int depth)
            throws IOException, InterruptedException {
        if (depth > DEEPEST) {
            throw new IOException("the directories in " + root + " lie too deep, or in a circle: " + path);
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNER);
        permissions.addAll(attributes.permissions());
        disk.makeDirectory(item.target().resolve(path), permissions);
        for (String name : names(path)) {
            String below = path.isEmpty() ? name : path + "/" + name;
            if (counts(below)) {
                entry(below, visitor, depth);
            }
        }
    }

    private void entry(String path, Visitor visitor, int depth) throws IOException, InterruptedException {
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(root.resolve(path), PosixFileAttributes.class);
        } catch (NoSuchFileException vanished) {
            log.debug("file has vanished: {}", path);
            return;
        }
        if (attributes.isDirectory()) {
            directory(path, attributes, visitor, depth + 1);
        } else if (attributes.isRegularFile()) {
            visitor.file(path, attributes);
        }
    }

    private List<String> names(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException vanished) {
            if (path.isEmpty()) {
                throw vanished;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private boolean counts(String path) {
        return included.stream().anyMatch(pattern -> pattern.fits(path))
                || excluded.stream().noneMatch(pattern -> pattern.fits(path));
    }
}
