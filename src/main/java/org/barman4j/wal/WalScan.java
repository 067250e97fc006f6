package org.barman4j.wal;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barman4j.io.StorageException;
import org.barman4j.xlog.WalFileName;

/** Reads the archive's directories as if they were its catalogue: in the order of names, as a rebuilt one would be. */
final class WalScan {
    private final String server;
    private final Path walsDirectory;

    WalScan(String server, Path walsDirectory) {
        this.server = server;
        this.walsDirectory = walsDirectory;
    }

    void read(XlogDb.Visitor visitor) {
        WalLine line = new WalLine();
        for (File entry : sorted(walsDirectory.toFile())) {
            if (entry.isDirectory()) {
                for (File file : sorted(entry)) {
                    visit(file, line, visitor);
                }
            } else if (!entry.getName().startsWith(server + "-xlog.db")) {
                visit(entry, line, visitor);
            }
        }
    }

    private static void visit(File file, WalLine line, XlogDb.Visitor visitor) {
        Optional<WalFileName> name = WalFileName.parse(file.getName());
        boolean listed = name.isPresent() && !(name.get() instanceof WalFileName.Partial) && file.isFile();
        if (listed) {
            WalInfo info = new WalInfo(file.getName(), file.length(), file.lastModified() / 1000.0, "", "");
            byte[] text = info.toLine().getBytes(StandardCharsets.UTF_8);
            line.set(text, 0, text.length - 1);
            visitor.line(line);
        }
    }

    private static File[] sorted(File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            if (directory.exists()) {
                throw new StorageException(
                        "cannot read the WAL archive in " + directory,
                        "Run barman as the user that owns its directories (barman_user), and check owner and mode.");
            }
            return new File[0];
        }
        Arrays.sort(files);
        return files;
    }
}
