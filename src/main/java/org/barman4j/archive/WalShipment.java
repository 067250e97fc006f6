package org.barman4j.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Printable;

/**
 * Reads WAL files and their checksums from a tar stream.
 *
 * <p>Each file is written to a hidden name of its own and forced to the storage. Which of them are sound is known only at
 * the end of the stream.
 */
final class WalShipment {
    private static final int LONGEST_SUMS = 1 << 20;

    private final Path directory;
    private final Disk disk;
    private final String suffix;
    private final Notices notices;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, String> sums = new LinkedHashMap<>();
    private boolean usesMd5;

    /** A file that came. */
    record Item(String name, Path temporary, String checksum) {}

    /** @param suffix what messages end with: the server, and who sends */
    WalShipment(Path directory, Disk disk, String suffix, Notices notices) {
        this.directory = directory;
        this.disk = disk;
        this.suffix = suffix;
        this.notices = notices;
    }

    /** Reads the whole stream, also what stands behind the end of the archive. */
    void read(InputStream source) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(source, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (!entry.isCheckSumOK()) {
                throw new RefusedException("what came in put-wal for " + suffix + " is not a tar archive");
            }
            String name = plain(entry.getName());
            if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
                throw new RefusedException(
                        "Unsupported file type for file '" + Printable.of(name) + "' in put-wal for " + suffix);
            }
            if (!isPlainName(name)) {
                throw new RefusedException(
                        "Unsupported filename '" + Printable.of(name) + "' in put-wal for " + suffix);
            }
            if (name.equals("MD5SUMS") || name.equals("SHA256SUMS")) {
                usesMd5 |= name.equals("MD5SUMS");
                readSums(tar, entry.getSize());
            } else {
                extract(tar, entry, name);
            }
        }
        source.transferTo(OutputStream.nullOutputStream());
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /** Whether the name is one of a visible file in the directory itself. */
    private static boolean isPlainName(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    private void readSums(InputStream tar, long size) throws IOException {
        if (size > LONGEST_SUMS) {
            throw new RefusedException("the checksums in put-wal for " + suffix + " are too long");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        tar.transferTo(text);
        for (String line : text.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            String stripped = line.stripTrailing();
            int blank = stripped.indexOf(' ');
            if (stripped.isEmpty()) {
                continue;
            }
            if (blank < 0
                    || blank + 2 > stripped.length()
                    || (stripped.charAt(blank + 1) != '*' && stripped.charAt(blank + 1) != ' ')) {
                notices.warning("Bad checksum line '" + Printable.of(stripped) + "' found in put-wal for " + suffix);
            } else {
                sums.put(plain(stripped.substring(blank + 2)), stripped.substring(0, blank));
            }
        }
    }

    private void extract(InputStream tar, TarArchiveEntry entry, String name) throws IOException {
        Path temporary = AbandonedShipments.temporary(directory, name);
        if (items.put(name, new Item(name, temporary, "")) != null) {
            throw new RefusedException("File '" + name + "' came twice in put-wal for " + suffix);
        }
        if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(temporary); // not cut: the process of our number that died may have given the file its name
        }
        byte[] buffer = new byte[1 << 16];
        try (Checksum checksum = Checksum.start();
                DiskFile file = disk.create(temporary)) {
            for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
                checksum.write(buffer, 0, count);
                file.write(buffer, 0, count);
            }
            disk.setModified(temporary, entry.getLastModifiedTime());
            file.sync();
            items.put(name, new Item(name, temporary, checksum.hex(temporary)));
        }
    }

    /** The files that came, by name. */
    Map<String, Item> items() {
        return items;
    }

    /**
     * Compares each file with its checksum.
     *
     * @throws RefusedException if one is not what was sent, or if there is a file or a checksum too many
     */
    void verify() throws IOException {
        if (items.isEmpty()) {
            throw new RefusedException("no file came in put-wal for " + suffix);
        }
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            Item item = items.get(sum.getKey());
            if (item == null) {
                throw new RefusedException("Checksum without corresponding file '" + Printable.of(sum.getKey())
                        + "' in put-wal for " + suffix);
            }
            String actual = checksum(item);
            if (!actual.equals(sum.getValue())) {
                throw new RefusedException("Bad file checksum '" + actual + "' (should be "
                        + Printable.of(sum.getValue()) + ") for file '" + item.name() + "' in put-wal for " + suffix);
            }
        }
        for (String name : items.keySet()) {
            if (!sums.containsKey(name)) {
                throw new RefusedException("Missing checksum for file '" + name + "' in put-wal for " + suffix);
            }
        }
    }

    /** The checksum of a file that came, of the kind that the sender uses. */
    String checksum(Item item) throws IOException {
        return usesMd5 ? Checksum.md5(item.temporary()) : item.checksum();
    }

    /** The same of another file. */
    String checksum(Path file) throws IOException {
        return usesMd5 ? Checksum.md5(file) : Checksum.of(file);
    }
}
