package org.barman4j.postgres.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How {@code pg_basebackup} is to compress.
 *
 * @param method {@code gzip}, {@code lz4}, {@code zstd} or {@code none}
 * @param format {@code plain} or {@code tar}; empty is tar
 * @param location {@code client} or {@code server}; empty is up to the program
 * @param level null for the program's own choice
 * @param workers null for the program's own choice
 */
public record BackupCompression(String method, String format, String location, Integer level, Integer workers) {
    private static final int VERSION_15 = 150_000;
    private static final String ON_SERVER = "server";

    /** Whether the files come in archives. */
    public boolean isArchived() {
        return !format.equals("plain");
    }

    /** What is behind the name of an archive. */
    public String suffix() {
        return switch (method) {
            case "gzip" -> ".tar.gz";
            case "lz4" -> ".tar.lz4";
            case "zstd" -> ".tar.zst";
            default -> ".tar";
        };
    }

    List<String> arguments(int client) {
        List<String> arguments = new ArrayList<>(List.of("--format=" + (isArchived() ? "tar" : "plain")));
        if (client == 0 || client >= VERSION_15) {
            List<String> details = new ArrayList<>();
            if (level != null) {
                details.add("level=" + level);
            }
            if (workers != null) {
                details.add("workers=" + workers);
            }
            String where = location.isEmpty() || method.equals("none") ? "" : location + "-";
            arguments.add("--compress=" + where + method
                    + (details.isEmpty() || method.equals("none") ? "" : ":" + String.join(",", details)));
        } else if (method.equals("none")) {
            arguments.add("--compress=0");
        } else {
            if (level != null) {
                arguments.add("--compress=" + level);
            }
            arguments.add("--" + method);
        }
        return arguments;
    }

    /** What is wrong with these settings for a program and a server of these versions. */
    public List<String> problems(int client, int server) {
        List<String> problems = new ArrayList<>();
        if (location.equals(ON_SERVER) && client < VERSION_15) {
            problems.add("backup_compression_location = server requires pg_basebackup 15 or greater");
        }
        if (location.equals(ON_SERVER) && server < VERSION_15) {
            problems.add("backup_compression_location = server requires PostgreSQL 15 or greater");
        }
        if (!isArchived() && !location.equals(ON_SERVER)) {
            problems.add("backup_compression_format plain is not compatible with backup_compression_location "
                    + (location.isEmpty() ? "None" : location));
        }
        if ((method.equals("lz4") || method.equals("zstd")) && client < VERSION_15) {
            problems.add("backup_compression = " + method + " requires pg_basebackup 15 or greater");
        }
        levelProblem(client).ifPresent(problems::add);
        workersProblem().ifPresent(problems::add);
        return problems;
    }

    private Optional<String> levelProblem(int client) {
        if (level == null) {
            return Optional.empty();
        }
        boolean old = client < VERSION_15;
        return switch (method) {
            case "gzip" -> {
                boolean fits = level == -1 || (level >= (old ? 0 : 1) && level <= 9);
                String range = (old ? "-1 and 9" : "1 and 9") + " (-1 will use default compression level).";
                String none = level == 0
                        ? "\nIf you need to create an archive not compressed, you should set `backup_compression = none`."
                        : "";
                yield problem(fits, range + none);
            }
            case "lz4" -> problem(level >= 0 && level <= 12, "1 and 12 (0 will use default compression level).");
            case "zstd" ->
                problem(level >= -131_072 && level <= 22, "-131072 and 22 (3 will use default compression level).");
            default ->
                level == 0
                        ? Optional.empty()
                        : Optional.of("backup_compression none only supports backup_compression_level 0.");
        };
    }

    private Optional<String> problem(boolean fits, String range) {
        return fits
                ? Optional.empty()
                : Optional.of("backup_compression_level " + level + " unsupported by compression algorithm. "
                        + (method.equals("zstd") ? "'zstd'" : method) + " expects a compression level between "
                        + range);
    }

    private Optional<String> workersProblem() {
        if (workers == null || (method.equals("zstd") && workers >= 0)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (method) {
                    case "zstd" ->
                        "backup_compression_workers should be a positive integer: '" + workers + "' is invalid.";
                    case "none" -> "backup_compression_workers is not compatible with compression 'none'.";
                    case "lz4" -> "backup_compression_workers is not compatible with compression lz4.";
                    default -> "backup_compression_workers is not compatible with compression " + method;
                });
    }
}
