package org.barman4j.configure;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.text.JsonInput;
import org.barman4j.text.JsonText;

/** The file in which changes wait until they have been made, so that a crash between two of them loses none. */
final class ConfigChangesQueue {
    private static final int LIMIT = 4 << 20;

    private static final String NO_CHANGES = "[]";

    private final Path file;
    private final Disk disk;
    private final Notices notices;

    ConfigChangesQueue(Path file, Disk disk, Notices notices) {
        this.file = file;
        this.disk = disk;
        this.notices = notices;
    }

    /** Whether nothing is waiting. */
    boolean isEmpty() {
        if (!file.toFile().exists()) {
            return true;
        }
        try {
            return file.toFile().length() == NO_CHANGES.length()
                    && SmallFile.text(file, LIMIT).equals(NO_CHANGES);
        } catch (IOException e) {
            return false; // reading it tells
        }
    }

    /** The changes waiting, oldest first. A file that can't be understood counts as empty; it is put aside. */
    List<ConfigChange> read() {
        try {
            List<ConfigChange> changes = new ArrayList<>();
            if (JsonInput.parse(SmallFile.text(file, LIMIT)) instanceof List<?> entries) {
                for (Object entry : entries) {
                    changes.add(ConfigChange.fromJson(entry));
                }
                return changes;
            }
        } catch (NoSuchFileException none) {
            return new ArrayList<>();
        } catch (IllegalArgumentException | CharacterCodingException damaged) {
            // said below
        } catch (IOException e) {
            throw StorageException.because("read " + file, e);
        }
        notices.warning("Malformed or empty configuration change queue: " + file);
        putAside();
        return new ArrayList<>();
    }

    private void putAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            disk.rename(file, aside);
            notices.hint("What it held is in " + aside + ".");
        } catch (IOException e) {
            throw StorageException.because("rename " + file, e);
        }
    }

    void write(List<ConfigChange> changes) {
        List<Object> entries = new ArrayList<>();
        for (ConfigChange change : changes) {
            entries.add(change.toJson());
        }
        StringBuilder text = new StringBuilder();
        try {
            JsonText.writeIndented(entries, text, 2, false);
            new AtomicFile(disk).write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }
}
