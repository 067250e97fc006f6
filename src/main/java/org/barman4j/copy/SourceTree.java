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
import java.util.EnumSet;
import java.util.HashSet;
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

    private final CopyItem item;
    private final Disk disk;
    private final Path root;
    private final List<RsyncPattern> included;
    private final List<RsyncPattern> excluded;
    private final Set<Object> above = new HashSet<>();

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
        void file(Path path, PosixFileAttributes attributes) throws IOException, InterruptedException;
    }

    /** Makes each directory in the target and hands each file on, by its path below the source. */
    void walk(Visitor visitor) throws IOException, InterruptedException {
        directory(Path.of(""), Files.readAttributes(root, PosixFileAttributes.class), visitor);
    }

    private void directory(Path path, PosixFileAttributes attributes, Visitor visitor)
            throws IOException, InterruptedException {
        if (!above.add(attributes.fileKey())) {
            throw new IOException("symbolic links lead in a circle: " + root.resolve(path));
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Listing.OWNER);
        permissions.addAll(attributes.permissions());
        disk.makeDirectory(item.target().resolve(path), permissions);
        Path place = root.resolve(path);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) { // there may be any number of them
            for (Path entry : entries) {
                Path below = path.resolve(entry.getFileName()); // a path, because not every name can be a text
                if (counts(below.toString())) {
                    entry(below, visitor);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            if (path.toString().isEmpty() || !place.toString().equals(e.getFile())) {
                throw e;
            }
            log.debug("directory has vanished: {}", path);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        above.remove(attributes.fileKey());
    }

    private void entry(Path path, Visitor visitor) throws IOException, InterruptedException {
        PosixFileAttributes attributes;
        try {
            attributes = Files.readAttributes(root.resolve(path), PosixFileAttributes.class);
        } catch (NoSuchFileException vanished) {
            if (Files.isSymbolicLink(root.resolve(path))) {
                throw new IOException("symbolic link leads nowhere: " + root.resolve(path), vanished);
            }
            log.debug("file has vanished: {}", path);
            return;
        }
        if (attributes.isDirectory()) {
            directory(path, attributes, visitor);
        } else if (attributes.isRegularFile()) {
            visitor.file(path, attributes);
        }
    }

    private boolean counts(String path) {
        return included.stream().anyMatch(pattern -> pattern.fits(path))
                || excluded.stream().noneMatch(pattern -> pattern.fits(path));
    }
}
