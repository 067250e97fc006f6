package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.SmallFile;

/**
 * Reads the configuration files of ssh for one host, as ssh_config(5) says: {@code Host} blocks, {@code Include}, and of
 * {@code Match} only {@code all} and {@code final all}. Other matches are doubts.
 */
final class SshConfigReader {
    private static final int LIMIT = 1 << 20;
    private static final int DEPTH = 16;
    private static final String HOST_KEYS = "stricthostkeychecking";

    private final SshEnvironment environment;
    private final List<SshDirective> found = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private String host = "";
    private boolean mentionsHostKeys;
    private boolean finalPass;
    private boolean finalPassWanted;

    private SshConfigReader(SshEnvironment environment) {
        this.environment = environment;
    }

    /** What command line and files say about the host of a command. */
    static SshSettings read(SshCommand command, SshEnvironment environment) {
        return new SshConfigReader(environment).read(command);
    }

    private SshSettings read(SshCommand command) {
        for (SshDirective option : command.directives()) {
            take(option);
        }
        doubts.addAll(command.doubts());
        host = command.host();
        readFiles(command.configFile());
        if (finalPassWanted) {
            finalPass = true;
            settings().value("hostname").ifPresent(name -> host = name);
            readFiles(command.configFile());
        }
        return settings();
    }

    private SshSettings settings() {
        return new SshSettings(found, doubts, mentionsHostKeys);
    }

    private void readFiles(String configFile) {
        if (!configFile.isEmpty()) {
            if (!configFile.equals("none")) {
                readNamed(Path.of(configFile));
            }
            return;
        }
        read(environment.userDirectory().resolve("config"), false, Block.COUNTS, 0);
        read(environment.systemDirectory().resolve("ssh_config"), true, Block.COUNTS, 0);
    }

    /** ssh refuses to go on without the file that {@code -F} names; so let it say so. */
    private void readNamed(Path file) {
        if (Files.isReadable(file)) {
            read(file, false, Block.COUNTS, 0);
        } else {
            doubts.add("can't read " + file);
        }
    }

    private void read(Path file, boolean systemWide, Block outer, int depth) {
        String text;
        try {
            text = new String(SmallFile.bytes(file, LIMIT), StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return; // as ssh does
        }
        Block block = outer;
        for (String line : text.split("\n", -1)) {
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            try {
                block = take(SshDirective.parse(content, systemWide), block, outer, depth);
            } catch (IllegalArgumentException e) {
                doubts.add("can't read a line of " + file + ": " + content);
            }
        }
    }

    private Block take(SshDirective directive, Block block, Block outer, int depth) {
        switch (directive.keyword()) {
            case "host" -> {
                return outer.and(HostPatterns.match(directive.arguments(), host) ? Block.COUNTS : Block.DOES_NOT);
            }
            case "match" -> {
                return outer.and(match(directive.arguments()));
            }
            case "include" -> {
                if (block != Block.DOES_NOT) {
                    include(directive, block, depth);
                }
            }
            default -> {
                if (block == Block.COUNTS) {
                    take(directive);
                } else if (block == Block.DOUBTFUL) {
                    mentionsHostKeys |= directive.keyword().equals(HOST_KEYS);
                }
            }
        }
        return block;
    }

    private void take(SshDirective directive) {
        found.add(directive);
        mentionsHostKeys |= directive.keyword().equals(HOST_KEYS);
    }

    private Block match(List<String> criteria) {
        if (criteria.equals(List.of("all"))) {
            return Block.COUNTS;
        }
        if (criteria.equals(List.of("final", "all")) || criteria.equals(List.of("final"))) {
            finalPassWanted = true;
            return finalPass ? Block.COUNTS : Block.DOES_NOT;
        }
        doubts.add("a Match block: " + String.join(" ", criteria));
        return Block.DOUBTFUL;
    }

    private void include(SshDirective include, Block block, int depth) {
        if (depth == DEPTH) {
            doubts.add("too many files include each other");
            return;
        }
        for (String pattern : include.arguments()) {
            for (Path file : expand(pattern, include.systemWide())) {
                read(file, include.systemWide(), block, depth + 1);
            }
        }
    }

    /** The files of a pattern, in order. Wildcards in the names of directories are a doubt. */
    private List<Path> expand(String pattern, boolean systemWide) {
        boolean ofHome = pattern.startsWith("~/");
        if ((pattern.startsWith("~") && !ofHome) || pattern.contains("${")) {
            doubts.add("Include " + pattern);
            return List.of();
        }
        Path base = systemWide ? environment.systemDirectory() : environment.userDirectory();
        Path full = ofHome ? environment.home().resolve(pattern.substring(2)) : base.resolve(pattern);
        if (hasWildcard(full.getParent().toString())) {
            doubts.add("Include " + pattern);
            return List.of();
        }
        if (!hasWildcard(full.getFileName().toString())) {
            return List.of(full);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(full.getParent(), full.getFileName().toString())) {
            for (Path entry : entries) {
                if (full.getFileName().toString().startsWith(".")
                        || !entry.getFileName().toString().startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (IOException absent) {
            return List.of();
        }
        files.sort(null);
        return files;
    }

    private static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** Whether the lines of a block count for the host. */
    private enum Block {
        COUNTS,
        DOUBTFUL,
        DOES_NOT;

        Block and(Block inner) {
            return compareTo(inner) >= 0 ? this : inner;
        }
    }
}
