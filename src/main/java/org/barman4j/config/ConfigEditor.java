package org.barman4j.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;

/**
 * Sets options in a configuration file and leaves everything else in it as it is.
 *
 * <p>The place that counts is the last one: where an option or a section occurs more than once, Barman takes the last
 * value, so that is the one replaced, together with its continuation lines.
 */
public final class ConfigEditor {
    private final Disk disk;

    public ConfigEditor(Disk disk) {
        this.disk = disk;
    }

    /** Sets an option in a file, which is created if there is none, and makes the change durable. */
    public void set(Path file, String section, String option, String value) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            List<String> lines = Files.exists(target) ? lines(target) : new ArrayList<>();
            edit(target, lines, section, option, value);
            String text = String.join("\n", lines) + "\n";
            new AtomicFile(disk).write(target, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("change the configuration file " + file, e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return new ArrayList<>(SmallFile.text(file, IniFile.LIMIT).lines().toList());
    }

    private static void edit(Path file, List<String> lines, String section, String option, String value) {
        ConfigProblems problems = new ConfigProblems();
        IniFile present = lines.isEmpty()
                ? new IniFile(file, List.of(), List.of())
                : IniFile.read(file, problems).orElseThrow();
        problems.throwIfFatal();
        String setting = option + " = " + value;
        IniFile.Item old = lastItem(present, section, option);
        if (old != null) {
            lines.subList(old.line() - 1, old.lastLine()).clear();
            lines.add(old.line() - 1, setting);
            return;
        }
        int header = lastHeader(present, section);
        if (header == 0) {
            lines.add("[" + section + "]");
            lines.add(setting);
        } else {
            lines.add(endOfSection(present, header, lines), setting);
        }
    }

    private static IniFile.Item lastItem(IniFile file, String section, String option) {
        IniFile.Item found = null;
        for (IniFile.Item item : file.items()) {
            if (item.section().equals(section) && item.key().equals(option)) {
                found = item;
            }
        }
        return found;
    }

    private static int lastHeader(IniFile file, String section) {
        int line = 0;
        for (IniFile.Header header : file.headers()) {
            if (header.section().equals(section)) {
                line = header.line();
            }
        }
        return line;
    }

    /** The index behind the last line of a section that is not blank. */
    private static int endOfSection(IniFile file, int header, List<String> lines) {
        int end = lines.size();
        for (IniFile.Header other : file.headers()) {
            if (other.line() > header) {
                end = Math.min(end, other.line() - 1);
            }
        }
        while (end > header && lines.get(end - 1).isBlank()) {
            end--;
        }
        return end;
    }
}
