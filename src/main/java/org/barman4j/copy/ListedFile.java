package org.barman4j.copy;

import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code rsync --list-only}: mode, size, date, time and path, as in {@code -rw-------  8192 2026/11/20 18:00:00
 * global/pg_control}.
 *
 * @param path below the directory that is listed, its bytes as characters of ISO 8859-1
 * @param time when it was last changed, in whole seconds since 1970
 */
record ListedFile(String mode, long size, long time, String path) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\#([0-3][0-7][0-7])");
    private static final int MODE_LENGTH = 10;
    private static final int TIME_LENGTH = "2026/11/20 18:00:00".length();

    /** Reads a line, whose time is that of UTC; nothing if it is something else. */
    static Optional<ListedFile> parse(String line) {
        int sizeStart = skipBlanks(line, MODE_LENGTH);
        int sizeEnd = line.indexOf(' ', sizeStart);
        if (sizeStart == MODE_LENGTH || sizeEnd < 0 || line.length() < sizeEnd + TIME_LENGTH + 3) {
            return Optional.empty();
        }
        int timeStart = sizeEnd + 1;
        int pathStart = timeStart + TIME_LENGTH + 1;
        try {
            long size = Long.parseLong(line, sizeStart, sizeEnd, 10);
            LocalDateTime time = LocalDateTime.of(
                    Integer.parseInt(line, timeStart, timeStart + 4, 10),
                    Integer.parseInt(line, timeStart + 5, timeStart + 7, 10),
                    Integer.parseInt(line, timeStart + 8, timeStart + 10, 10),
                    Integer.parseInt(line, timeStart + 11, timeStart + 13, 10),
                    Integer.parseInt(line, timeStart + 14, timeStart + 16, 10),
                    Integer.parseInt(line, timeStart + 17, timeStart + 19, 10));
            return Optional.of(new ListedFile(
                    line.substring(0, MODE_LENGTH),
                    size,
                    time.toEpochSecond(ZoneOffset.UTC),
                    unescaped(line.substring(pathStart))));
        } catch (NumberFormatException | DateTimeException notALine) {
            return Optional.empty();
        }
    }

    boolean isDirectory() {
        return mode.charAt(0) == 'd';
    }

    boolean isRegular() {
        return mode.charAt(0) == '-';
    }

    /** The permissions that the mode stands for. */
    Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values(); // in the order of the letters
        for (int i = 0; i < all.length; i++) {
            char letter = mode.charAt(i + 1);
            if (letter != '-' && letter != 'S' && letter != 'T') {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    private static int skipBlanks(String line, int start) {
        int position = start;
        while (position < line.length() && line.charAt(position) == ' ') {
            position++;
        }
        return position;
    }

    /** rsync prints {@code \#012} for what can't be printed, and for a backslash that would look like that. */
    private static String unescaped(String path) {
        if (!path.contains("\\#")) {
            return path;
        }
        return ESCAPE.matcher(path)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
