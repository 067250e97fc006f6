package org.barman4j.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of passwords: {@code host:port:database:user:password} in each line, {@code *} for anything. */
final class PasswordFile {
    private static final Logger log = LoggerFactory.getLogger(PasswordFile.class);

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    /** The password of the first line that fits; none if the file is missing, or if others than its owner have access. */
    Optional<String> password(String host, String port, String database, String user) {
        if (!isUsable()) {
            return Optional.empty();
        }
        String content;
        try {
            content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Optional.empty(); // as libpq does
        }
        for (String line : content.split("\n", -1)) {
            Optional<String> rest = line.startsWith("#") ? Optional.empty() : Optional.of(withoutReturn(line));
            for (String wanted : List.of(host, port, database, user)) {
                rest = rest.flatMap(left -> behind(wanted, left));
            }
            if (rest.isPresent()) {
                return rest.map(PasswordFile::unescaped);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private boolean isUsable() {
        if (!Files.exists(file)) {
            return false;
        }
        if (!Files.isRegularFile(file)) {
            log.warn("password file \"{}\" is not a plain file", file);
            return false;
        }
        try {
            boolean safe = OWNER.containsAll(Files.getPosixFilePermissions(file));
            if (!safe) {
                log.warn(
                        "password file \"{}\" has group or world access; permissions should be u=rw (0600) or less",
                        file);
            }
            return safe;
        } catch (IOException e) {
            return false;
        }
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** What follows the first field of a line, if that field stands for the value. */
    private static Optional<String> behind(String value, String line) {
        if (line.startsWith("*:")) {
            return Optional.of(line.substring(2));
        }
        int matched = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ':' && matched == value.length()) {
                return Optional.of(line.substring(i + 1));
            }
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                i++;
            }
            if (matched == value.length() || line.charAt(i) != value.charAt(matched)) {
                return Optional.empty();
            }
            matched++;
        }
        return Optional.empty();
    }

    private static String unescaped(String field) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < field.length() && field.charAt(i) != ':'; i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            password.append(field.charAt(i));
        }
        return password.toString();
    }
}
