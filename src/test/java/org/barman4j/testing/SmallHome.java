package org.barman4j.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Barman home with one server, {@code main}, and three of its backups as Barman 3.17 wrote them: small and sound, until
 * a test damages it.
 */
public final class SmallHome {
    public static final String OLDEST = "20261120T191702";
    public static final String MIDDLE = "20261120T191733";
    public static final String LATEST = "20261120T191849";

    private static final String SERVER =
            """
            [main]
            description = "Main server"
            conninfo = host=pg user=barman dbname=postgres
            ssh_command = ssh postgres@pg
            backup_options = concurrent_backup
            archiver = on
            retention_policy = REDUNDANCY 1
            """;

    private final Path directory;

    private SmallHome(Path directory) {
        this.directory = directory;
    }

    /** Makes the home, its configuration and a place for further configuration files below a directory. */
    public static SmallHome in(Path directory) {
        return in(directory, SERVER);
    }

    /** The same with another configuration of the server. */
    public static SmallHome in(Path directory, String server) {
        SmallHome home = new SmallHome(directory);
        Path recorded = GoldenFiles.directory("homes/v317/home/main");
        home.write(home.wals().resolve("main-xlog.db"), read(recorded.resolve("wals/main-xlog.db")));
        for (String id : List.of(OLDEST, MIDDLE, LATEST)) {
            home.write(home.backupInfo(id), read(recorded.resolve("meta/" + id + "-backup.info")));
            home.write(home.base(id).resolve("data/PG_VERSION"), "15\n");
        }
        home.write(directory.resolve("conf.d/main.conf"), server);
        home.configure("");
        return home;
    }

    /** Writes the main configuration file anew: what every run needs, and then the given lines. */
    public void configure(String more) {
        write(config(), globalOptions() + more);
    }

    /** The section {@code [barman]}, to be continued. */
    public String globalOptions() {
        return "[barman]\nbarman_user = " + System.getProperty("user.name") + "\nbarman_home = " + root()
                + "\nlog_file = /dev/null\nconfiguration_files_directory = " + directory.resolve("conf.d") + "\n";
    }

    public Path config() {
        return directory.resolve("barman.conf");
    }

    /** The file that configures {@code main}. */
    public Path serverConfig() {
        return directory.resolve("conf.d/main.conf");
    }

    public Path root() {
        return directory.resolve("home");
    }

    public Path wals() {
        return root().resolve("main/wals");
    }

    public Path xlogDb() {
        return wals().resolve("main-xlog.db");
    }

    public Path meta() {
        return root().resolve("main/meta");
    }

    public Path backupInfo(String id) {
        return meta().resolve(id + "-backup.info");
    }

    /** The text of a field in the metadata of a backup. */
    public String field(String id, String name) {
        return read(backupInfo(id))
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** The names in the catalogue of WAL files, of which there may be none. */
    public List<String> walNames() {
        return Files.exists(xlogDb())
                ? read(xlogDb())
                        .lines()
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .toList()
                : List.of();
    }

    /** Where Barman kept a backup's metadata before 3.13. */
    public Path oldBackupInfo(String id) {
        return base(id).resolve("backup.info");
    }

    public Path base(String id) {
        return root().resolve("main/base").resolve(id);
    }

    /** A command line for this home: the option for its configuration, and the words, which blanks separate. */
    public List<String> words(String line) {
        return words(List.of(line.split(" ", -1)));
    }

    /** A command line for this home: the option for its configuration, and the words. */
    public List<String> words(List<String> words) {
        List<String> all = new ArrayList<>(List.of("-c", config().toString()));
        all.addAll(words);
        return all;
    }

    /** Puts a text in place of another one in a file. */
    public void replace(Path file, String old, String text) {
        String content = read(file);
        if (!content.contains(old)) {
            throw new IllegalArgumentException(file + " does not contain " + old);
        }
        write(file, content.replace(old, text));
    }

    /** Adds lines to the configuration of the server. */
    public void configureServer(String... lines) {
        write(serverConfig(), read(serverConfig()) + String.join("\n", lines) + "\n");
    }

    /** Gives a field of a backup another text. */
    public void set(String id, String key, String text) {
        String content = read(backupInfo(id));
        write(backupInfo(id), content.replaceAll("(?m)^" + key + "=.*\n", "") + key + "=" + text + "\n");
    }

    /** Writes a file, and the directories above it. */
    public void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file, and the directories above it. */
    public void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a server an archive of one segment, so that checks don't wait for a first one to come. */
    public void archiveSomething(String server) {
        Path archive = root().resolve(server).resolve("wals");
        Path segment = archive.resolve("0000000100000000/000000010000000000000001");
        write(segment, "");
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(16_777_216); // takes no room
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(archive.resolve(server + "-xlog.db"), "000000010000000000000001\t16777216\t1795211975.5\tNone\tNone\n");
    }

    /** Gives every line of the WAL catalogue its file. */
    public void fillArchive() {
        for (String line : read(xlogDb()).lines().toList()) {
            String name = line.substring(0, line.indexOf('\t'));
            boolean history = name.endsWith(".history");
            write(wals().resolve(history ? name : name.substring(0, 16) + "/" + name), name);
        }
    }

    /** Puts an empty directory in place of a file. */
    public void makeDirectory(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createDirectories(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
