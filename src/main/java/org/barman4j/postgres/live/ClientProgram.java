package org.barman4j.postgres.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;

/**
 * One of PostgreSQL's own programs as it is installed here.
 *
 * @param fullVersion the version in its own words; empty if it told none that makes sense
 */
public record ClientProgram(Path path, String fullVersion) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The version as a number, if it is known. */
    public Optional<PgVersion> version() {
        return fullVersion.isEmpty() ? Optional.empty() : Optional.of(PgVersion.parse(fullVersion));
    }

    /**
     * The first program of one of the names, in one of the directories, that runs. Distributions put wrappers of every
     * name in {@code /usr/bin} that fail if the real program is not installed.
     */
    public static Optional<ClientProgram> find(Host host, String searchPath, String... names) {
        for (String directory : searchPath.split(":", -1)) {
            for (String name : names) {
                Path program = Path.of(directory.isEmpty() ? "." : directory, name);
                if (Files.isExecutable(program) && Files.isRegularFile(program)) {
                    Optional<ClientProgram> found = version(host, program, searchPath);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ClientProgram> version(Host host, Path program, String searchPath) {
        try {
            Command command =
                    new Command(List.of(program.toString(), "--version"), Map.of("PATH", searchPath), PATIENCE);
            CommandResult result = host.run(command);
            return result.succeeded() ? Optional.of(of(program, result.output())) : Optional.empty();
        } catch (CommandFailedException e) {
            return Optional.empty();
        }
    }

    /** A program, and what it says of its version. */
    public static ClientProgram of(Path path, String output) {
        return new ClientProgram(path, versionIn(output));
    }

    /** The second word, not counting what stands in parentheses: {@code pg_basebackup (PostgreSQL) 15.20}. */
    private static String versionIn(String output) {
        StringTokenizer words = new StringTokenizer(output.replaceAll("\\s*\\([^)]*\\)", ""));
        if (words.countTokens() < 2) {
            return "";
        }
        words.nextToken();
        String version = words.nextToken();
        return version.matches("\\d+(\\.\\d+|devel|beta|alpha|rc).*") ? version : "";
    }
}
