package org.barman4j.wal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.StorageException;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** The directory in which WAL files of one server arrive. */
public final class WalInbox {
    private final ServerConfig server;
    private final WalSource source;
    private final WalCompression compression;

    public WalInbox(ServerConfig server, WalSource source, WalCompression compression) {
        this.server = server;
        this.source = source;
        this.compression = compression;
    }

    /** The names of all that waits here, in order. Hidden files are still being written, and do not count. */
    public static List<String> names(Path directory) {
        File file = directory.toFile();
        String[] names = file.list((File parent, String name) -> !name.startsWith("."));
        if (names == null) {
            if (file.exists()) {
                throw new StorageException(
                        "cannot read the directory " + directory,
                        "Run barman as the user that owns its directories (barman_user), and check owner and mode.");
            }
            return List.of();
        }
        Arrays.sort(names);
        return List.of(names);
    }

    /**
     * Whether there is anything to archive, in any of the places that a server uses. The last file of the stream stays
     * there, as the receiver's position.
     */
    public static boolean hasWork(ServerConfig server) {
        for (WalSource source : WalSource.of(server)) {
            int least = source == WalSource.STREAMING ? 2 : 1;
            if (names(source.directory(server)).size() >= least) {
                return true;
            }
        }
        return false;
    }

    /** Whether a segment has come, and only waits to be archived. */
    public static boolean holds(ServerConfig server, WalSegmentName name) {
        for (WalSource source : WalSource.values()) {
            if (Files.exists(source.directory(server).resolve(name.toString()))) {
                return true;
            }
        }
        return false;
    }

    /** The next files to archive. Only as many entries are looked at as the batch has, however many there are. */
    public WalBatch nextBatch() {
        Path directory = source.directory(server);
        List<String> names = names(directory);
        int most = source.batchSize(server);
        List<WalFileName> found = new ArrayList<>();
        List<WalFileName> partial = new ArrayList<>();
        List<Path> unknown = new ArrayList<>();
        for (String name : most > 0 && most < names.size() ? names.subList(0, most) : names) {
            Path path = directory.resolve(name);
            if (name.endsWith(".tmp") || !Files.exists(path)) { // still being written, or just renamed
                continue;
            }
            Optional<WalFileName> wal = WalFileName.parse(name);
            if (wal.isEmpty() || !Files.isRegularFile(path)) {
                unknown.add(path);
            } else if (source == WalSource.STREAMING && wal.get() instanceof WalFileName.Partial) {
                partial.add(wal.get());
            } else {
                found.add(wal.get());
            }
        }
        if (source == WalSource.STREAMING) {
            keepPosition(found, partial);
        }
        return new WalBatch(read(directory, found), unknown, names.size());
    }

    /**
     * Leaves one file behind, from which the receiver learns where to go on: the last unfinished segment, or the last
     * file if there is no unfinished one. Older unfinished segments are ends of timelines.
     */
    private static void keepPosition(List<WalFileName> found, List<WalFileName> partial) {
        if (partial.isEmpty()) {
            if (!found.isEmpty()) {
                found.remove(found.size() - 1);
            }
        } else {
            found.addAll(partial.subList(0, partial.size() - 1));
        }
    }

    private List<IncomingWal> read(Path directory, List<WalFileName> names) {
        List<IncomingWal> files = new ArrayList<>();
        for (WalFileName name : names) {
            Path path = directory.resolve(name.text());
            try {
                files.add(IncomingWal.read(path, name, source, compression));
            } catch (NoSuchFileException gone) {
                // somebody has taken it away
            } catch (IOException e) {
                throw StorageException.because("read " + path, e);
            }
        }
        return files;
    }
}
