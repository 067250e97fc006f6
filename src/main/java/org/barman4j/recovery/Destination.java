package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The machine that a cluster is restored on. Its paths are texts, because they may mean something elsewhere.
 *
 * <p>All methods throw an {@link IOException} if the machine refuses, and a {@link
 * org.barman4j.host.CommandFailedException} if it can't be reached.
 */
interface Destination extends AutoCloseable {
    /** The names in a directory; nothing if there is no such directory. */
    Optional<List<String>> names(String directory) throws IOException;

    /** Makes a directory that only its owner may enter, unless it is there, and makes sure that one can write to it. */
    void prepare(String directory) throws IOException;

    /** Whether one can write to a directory, or make it if it is missing. */
    boolean isWritable(String directory) throws IOException;

    /** Removes all that is in a directory but one entry, and never follows a link. */
    void empty(String directory, String kept) throws IOException;

    /** Which of these programs are missing, that are needed there but not here. */
    List<String> lacking(List<String> programs) throws IOException;

    /** The file system where a directory is or will be; nothing if that can't be told. */
    Optional<Room> room(String directory) throws IOException;

    /**
     * A server that has to do with one of these directories: it runs in it, or in one above or below, or has a tablespace
     * there. Servers of users whose files one can't touch may be passed over.
     */
    Optional<Running> server(List<String> directories) throws IOException;

    /** A data directory, finished or not, that one of these directories is below of, without being the excepted one. */
    Optional<String> around(List<String> directories, String excepted) throws IOException;

    /** The content of small files in a directory, by name; those that are missing are not there. */
    Map<String, byte[]> read(String directory, List<String> names) throws IOException, InterruptedException;

    /** Writes small files into a directory, each in one step, and forces them to the storage. */
    void write(String directory, Map<String, byte[]> files) throws IOException, InterruptedException;

    /** Creates empty files in a directory. They are not forced to the storage. */
    void create(String directory, List<String> names) throws IOException, InterruptedException;

    /** Lets a small file, which is about to be written anew, stay as it is under a second name. */
    void keep(String directory, String name, String copy) throws IOException;

    /** Gives a file another name in the same directory, if it is there, and tells whether it was. */
    boolean rename(String directory, String from, String to) throws IOException;

    /** Removes a file, if it is there. */
    void delete(String directory, String name) throws IOException;

    /** Makes a symbolic link, in place of whatever link or empty directory has its name. */
    void link(String location, String name) throws IOException;

    /** Copies WAL files and the like from a directory of this host. */
    void copy(Path directory, List<String> names, String target) throws IOException, InterruptedException;

    /**
     * Copies trees of this host.
     *
     * @param horizon files older than this are known by size and time, in seconds since 1970; where it is empty and there
     *     are files already, all are compared
     */
    void copy(List<Tree> trees, OptionalLong horizon) throws IOException, InterruptedException;

    /** Forces all that is in these directories to the storage. */
    void sync(List<String> directories) throws IOException;

    /** Removes what this host has kept for it. */
    @Override
    void close() throws IOException;

    /** A server, by a directory of its own and its process id. */
    record Running(String directory, long pid) {}

    /** A file system, by whatever tells it from others, and how many bytes are free there. */
    record Room(String fileSystem, long free) {}

    /**
     * A directory to copy.
     *
     * @param excluded patterns of rsync for what is left out
     * @param kept patterns for what must not be removed from the target either
     * @param bandwidth kilobytes a second at most, 0 for no limit
     */
    record Tree(String label, Path source, String target, List<String> excluded, List<String> kept, int bandwidth) {
        /** The label of the data directory; any other is the name of a tablespace. */
        static final String DATA = "pgdata";

        public Tree {
            excluded = List.copyOf(excluded);
            kept = List.copyOf(kept);
        }
    }
}
