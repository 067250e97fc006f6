package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Restores backups by hand, with the tools that everybody has: what a backup is worth must not depend on us. */
public final class RestoredBackup {
    private RestoredBackup() {}

    /**
     * Puts the files of a backup where a server can use them, and starts that.
     *
     * @param restoreCommand how PostgreSQL gets WAL
     */
    public static OwnPostgres start(Path backup, Path directory, Path programs, String restoreCommand) {
        Path data = make(directory.resolve("data"));
        Path source = backup.resolve("data");
        try (Stream<Path> entries = Files.list(source)) {
            List<Path> archives = entries.filter(
                            file -> file.getFileName().toString().matches("(base|\\d+)\\.tar.*"))
                    .toList();
            if (archives.isEmpty()) {
                PostgresFixture.run(List.of("cp", "-a", source + "/.", data.toString()));
                tablespaces(backup, directory, data);
            } else {
                unpack(archives, directory, data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PostgresFixture.run(List.of("rm", "-f", data.resolve("standby.signal").toString())); // of a standby's backup
        return recover(directory, programs, restoreCommand);
    }

    /** Starts a server with the files that are there already. */
    public static OwnPostgres recover(Path directory, Path programs, String restoreCommand) {
        PostgresFixture.run(
                List.of("chmod", "-R", "u+rwX,go-rwx", directory.resolve("data").toString()));
        OwnPostgres restored = OwnPostgres.restored(directory, programs);
        restored.configure(
                "restore_command = '" + restoreCommand + "'", "archive_mode = off", "recovery_target_action = promote");
        restored.recover();
        restored.start();
        return restored;
    }

    private static void unpack(List<Path> archives, Path directory, Path data) throws IOException {
        for (Path archive : archives) {
            String name = archive.getFileName().toString();
            Path target = name.startsWith("base.") ? data : make(directory.resolve(name.replaceAll("\\..*", "")));
            String filter = name.endsWith(".lz4") ? "lz4 -d" : name.endsWith(".zst") ? "zstd -d" : "";
            PostgresFixture.run(
                    filter.isEmpty()
                            ? List.of("tar", "-xf", archive.toString(), "-C", target.toString())
                            : List.of("tar", "-I", filter, "-xf", archive.toString(), "-C", target.toString()));
        }
        Path map = data.resolve("tablespace_map");
        if (Files.exists(map)) {
            StringBuilder changed = new StringBuilder();
            for (String line : Files.readAllLines(map)) {
                String oid = line.substring(0, line.indexOf(' '));
                changed.append(oid).append(' ').append(directory.resolve(oid)).append('\n');
            }
            Files.writeString(map, changed);
        }
    }

    /** Each is a directory beside the data, named by its number. */
    private static void tablespaces(Path backup, Path directory, Path data) throws IOException {
        Files.deleteIfExists(data.resolve("tablespace_map"));
        try (Stream<Path> entries = Files.list(backup)) {
            for (Path entry : entries.toList()) {
                String oid = entry.getFileName().toString();
                if (oid.matches("\\d+")) {
                    PostgresFixture.run(List.of("cp", "-a", entry.toString(), directory.toString()));
                    PostgresFixture.run(List.of(
                            "rm", "-rf", data.resolve("pg_tblspc/" + oid).toString()));
                    Files.createSymbolicLink(data.resolve("pg_tblspc/" + oid), directory.resolve(oid));
                }
            }
        }
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
