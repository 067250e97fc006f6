package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.io.SmallFile;
import org.barman4j.recovery.Destination.Running;

/** The PostgreSQL servers that run on this host, as far as their processes can be looked at. */
final class RunningServers {
    private static final Path PROCESSES = Path.of("/proc");

    /** One that has to do with any of these directories. */
    Optional<Running> at(List<String> directories) throws IOException {
        List<Path> targets = new ArrayList<>();
        for (String directory : directories) {
            Path path = Path.of(directory).toAbsolutePath().normalize();
            for (Path above = path; above != null; above = above.getParent()) {
                OptionalLong pid = pid(above);
                if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent()) {
                    return Optional.of(new Running(above.toString(), pid.getAsLong()));
                }
            }
            targets.add(OwnDirectories.real(directory));
        }
        if (!Files.isDirectory(PROCESSES)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                Optional<Running> found = running(process, targets);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** PostgreSQL's first process works in the data directory. */
    private static Optional<Running> running(Path process, List<Path> targets) throws IOException {
        long number = Long.parseLong(process.getFileName().toString());
        OptionalLong pid = pid(process.resolve("cwd"));
        if (pid.isEmpty() || pid.getAsLong() != number) {
            return Optional.empty();
        }
        try {
            for (Path place : places(process.resolve("cwd").toRealPath())) {
                for (Path target : targets) {
                    if (target.startsWith(place) || place.startsWith(target)) {
                        return Optional.of(new Running(place.toString(), number));
                    }
                }
            }
        } catch (FileSystemException ended) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<Path> places(Path data) throws IOException {
        List<Path> places = new ArrayList<>(List.of(data));
        Path wal = data.resolve("pg_wal");
        if (Files.exists(wal)) { // before PostgreSQL 10, it has another name
            places.add(wal.toRealPath());
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(data.resolve("pg_tblspc"))) {
            for (Path link : links) {
                places.add(link.toRealPath());
            }
        }
        return places;
    }

    private static OptionalLong pid(Path directory) throws IOException {
        try {
            String first = new String(
                            SmallFile.bytes(directory.resolve("postmaster.pid"), 1 << 16), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            return OptionalLong.of(Long.parseLong(first.strip()));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        } catch (FileSystemException unreadable) {
            return OptionalLong.empty(); // it is not there, or somebody else's, which is told by what comes next
        }
    }
}
