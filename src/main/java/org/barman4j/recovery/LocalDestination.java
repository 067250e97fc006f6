package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.copy.ClusterCopy;
import org.barman4j.copy.CopyItem;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.io.FileLook;
import org.barman4j.io.SmallFile;
import org.barman4j.io.TreeDeletion;
import org.barman4j.io.TreeSync;

/** This host. */
final class LocalDestination implements Destination {
    private static final int LARGEST_SETTINGS = 64 << 20;

    private final TreeCopy copy;
    private final Disk disk;

    LocalDestination(TreeCopy copy, Disk disk) {
        this.copy = copy;
        this.disk = disk;
    }

    @Override
    public Optional<List<String>> names(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        }
        return Optional.of(names);
    }

    @Override
    public void prepare(String directory) throws IOException {
        Path path = Path.of(directory).toAbsolutePath();
        if (!Files.isDirectory(path)) {
            disk.createDirectories(path.getParent());
            disk.makeDirectory(path, PosixFilePermissions.fromString("rwx------"));
            disk.syncDirectory(path.getParent());
        }
        if (!Files.isWritable(path)) {
            throw new AccessDeniedException(directory);
        }
    }

    @Override
    public boolean isWritable(String directory) {
        return isWritableHere(directory);
    }

    /** Whether one can write to a directory of this host, or make it. */
    static boolean isWritableHere(String directory) {
        Path nearest = existing(directory);
        return Files.isDirectory(nearest) && Files.isWritable(nearest);
    }

    /** The path itself, or the nearest above it that exists already. */
    private static Path existing(String directory) {
        Path path = Path.of(directory).toAbsolutePath();
        while (!Files.exists(path)) {
            path = path.getParent();
        }
        return path;
    }

    @Override
    public void empty(String directory, String kept) throws IOException {
        for (String name : names(directory).orElse(List.of())) {
            if (!name.equals(kept)) {
                new TreeDeletion(disk).delete(Path.of(directory, name));
            }
        }
    }

    @Override
    public List<String> lacking(List<String> programs) {
        return List.of(); // nothing is done by programs here
    }

    @Override
    public Optional<Room> room(String directory) throws IOException {
        return Optional.of(roomAt(directory));
    }

    /** What a file system of this host has left. */
    static Room roomAt(String directory) throws IOException {
        FileStore store = Files.getFileStore(existing(directory));
        return new Room(store.toString(), store.getUsableSpace());
    }

    @Override
    public Optional<Running> server(List<String> directories) throws IOException {
        return new RunningServers().at(directories);
    }

    @Override
    public Optional<String> around(List<String> directories, String excepted) {
        Path own = Path.of(excepted).toAbsolutePath().normalize();
        for (String directory : directories) {
            Path path = Path.of(directory).toAbsolutePath().normalize().getParent();
            for (; path != null; path = path.getParent()) {
                boolean cluster = Files.exists(path.resolve("PG_VERSION")) && Files.exists(path.resolve("global"));
                if (!path.equals(own) && (cluster || Files.exists(path.resolve(UnfinishedRestore.NAME)))) {
                    return Optional.of(path.toString());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, byte[]> read(String directory, List<String> names) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String name : names) {
            try {
                found.put(name, SmallFile.bytes(Path.of(directory, name), LARGEST_SETTINGS));
            } catch (NoSuchFileException missing) {
                // told by its absence
            }
        }
        return found;
    }

    @Override
    public void write(String directory, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            new AtomicFile(disk).write(Path.of(directory, file.getKey()), file.getValue());
        }
    }

    @Override
    public void create(String directory, List<String> names) throws IOException {
        for (String name : names) {
            disk.create(Path.of(directory, name)).close();
        }
    }

    @Override
    public void keep(String directory, String name, String copy) throws IOException {
        Path old = Path.of(directory, copy);
        if (Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(old);
        }
        disk.link(Path.of(directory, name), old);
    }

    @Override
    public boolean rename(String directory, String from, String to) throws IOException {
        Path path = Path.of(directory, from);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        disk.rename(path, Path.of(directory, to));
        disk.syncDirectory(Path.of(directory));
        return true;
    }

    @Override
    public void delete(String directory, String name) throws IOException {
        Path path = Path.of(directory, name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(path);
            disk.syncDirectory(path.getParent());
        }
    }

    @Override
    public void link(String location, String name) throws IOException {
        Path path = Path.of(name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(path);
        }
        disk.symbolicLink(path, Path.of(location));
    }

    @Override
    public void copy(Path directory, List<String> names, String target) throws IOException {
        for (String name : names) {
            Path source = directory.resolve(name);
            Path copied = Path.of(target, source.getFileName().toString());
            try (DiskFile output = disk.create(copied)) {
                new DiskStream(output).copy(source);
            }
            disk.setModified(copied, Files.getLastModifiedTime(source));
        }
    }

    @Override
    public void copy(List<Tree> trees, OptionalLong horizon) throws IOException, InterruptedException {
        copy.copy(trees, horizon);
    }

    /** Copies trees in the kernel, into directories that hold nothing else. */
    static TreeCopy copying(ClusterCopy copy) {
        return (trees, horizon) -> {
            List<CopyItem> items = new ArrayList<>();
            for (Tree tree : trees) {
                List<String> excluded = new ArrayList<>(tree.excluded());
                excluded.addAll(tree.kept());
                items.add(new CopyItem(
                        tree.label(),
                        tree.label().equals(Tree.DATA) ? CopyItem.Kind.DATA : CopyItem.Kind.TABLESPACE,
                        tree.source().toString(),
                        Path.of(tree.target()),
                        new CopyItem.Filter(List.of(), excluded),
                        tree.bandwidth(),
                        Optional.empty()));
            }
            copy.copy(items);
        };
    }

    @Override
    public void sync(List<String> directories) throws IOException {
        for (String directory : directories) {
            new TreeSync(disk).sync(Path.of(directory), FileLook.NONE, (file, attributes) -> true);
        }
    }

    @Override
    public void close() {
        // nothing is kept
    }
}
