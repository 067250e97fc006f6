package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.SmallFile;

/** The file to which keys of hosts are added when they become known. */
final class KnownHostsFile {
    private static final int LIMIT = 64 << 20;

    private final Path file;
    private final Disk disk;

    KnownHostsFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Appends a line, which is on the storage when this returns. Nothing happens if the file is a device. */
    void add(String line) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return;
        }
        disk.createDirectories(file.toAbsolutePath().getParent());
        boolean fresh = !Files.exists(file);
        disk.createPrivate(file);
        try (DiskFile open = disk.append(file)) {
            open.write(((endsInLine() ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8));
            open.sync();
        }
        if (fresh) {
            disk.syncDirectory(file.toAbsolutePath().getParent());
        }
    }

    private boolean endsInLine() throws IOException {
        byte[] content = SmallFile.bytes(file, LIMIT);
        return content.length == 0 || content[content.length - 1] == '\n';
    }
}
