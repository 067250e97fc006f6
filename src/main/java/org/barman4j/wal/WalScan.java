package org.barman4j.wal;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barman4j.io.DiskFile;
import org.barman4j.io.StorageException;
import org.barman4j.xlog.WalFileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the archive's directories as if they were its catalogue: in the order of names, as a rebuilt one would be. */
public final class WalScan {
    /** Does not look into files. */
    static final Forms UNSEEN = file -> StoredForm.PLAIN;

    private static final Logger log = LoggerFactory.getLogger(WalScan.class);
    private static final int CHUNK = 1 << 16;

    private final String server;
    private final Path walsDirectory;
    private final Forms forms;

    /** Tells what was done to a file of the archive. */
    @FunctionalInterface
    public interface Forms {
        StoredForm of(Path file) throws IOException;
    }

    public WalScan(String server, Path walsDirectory, Forms forms) {
        this.server = server;
        this.walsDirectory = walsDirectory;
        this.forms = forms;
    }

    /** How many files of each kind were found. */
    public static final class Count {
        private int segments;
        private int labels;
        private int histories;

        private void add(WalFileName name) {
            if (name instanceof WalFileName.Segment) {
                segments++;
            } else if (name instanceof WalFileName.History) {
                histories++;
            } else {
                labels++;
            }
        }

        public int segments() {
            return segments;
        }

        public int labels() {
            return labels;
        }

        public int histories() {
            return histories;
        }
    }

    /** What takes the files that are found. */
    @FunctionalInterface
    private interface Sink {
        void file(WalFileName name, WalInfo info) throws IOException;
    }

    void read(XlogDb.Visitor visitor) {
        WalLine line = new WalLine();
        try {
            each((name, info) -> {
                byte[] text = info.toLine().getBytes(StandardCharsets.UTF_8);
                line.set(text, 0, text.length - 1);
                visitor.line(line);
            });
        } catch (IOException e) {
            throw StorageException.because("read the WAL archive " + walsDirectory, e);
        }
    }

    /** Writes the lines of a catalogue. */
    void write(DiskFile target, Count count) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK);
        each((name, info) -> {
            count.add(name);
            chunk.writeBytes(info.toLine().getBytes(StandardCharsets.UTF_8));
            if (chunk.size() > CHUNK / 2) {
                target.write(chunk.toByteArray());
                chunk.reset();
            }
        });
        if (chunk.size() > 0) {
            target.write(chunk.toByteArray());
        }
    }

    private void each(Sink sink) throws IOException {
        for (File entry : sorted(walsDirectory.toFile())) {
            if (entry.isDirectory()) {
                for (File file : sorted(entry)) {
                    visit(file, file.getName(), false, sink);
                }
            } else if (!entry.getName().startsWith(server + "-xlog.db")) {
                visit(entry, entry.getName(), true, sink);
            }
        }
    }

    /** Segments and labels belong in the directories, and nothing but history files above them. */
    private void visit(File file, String text, boolean top, Sink sink) throws IOException {
        Optional<WalFileName> name = WalFileName.parse(text)
                .filter(found -> !(found instanceof WalFileName.Partial))
                .filter(found -> found instanceof WalFileName.History == top);
        if (name.isPresent() && file.isFile()) {
            StoredForm form = forms.of(file.toPath());
            double time = WalInfo.seconds(Files.getLastModifiedTime(file.toPath()));
            sink.file(name.get(), new WalInfo(text, file.length(), time, form.compression(), form.encryption()));
        } else if (!text.startsWith(".") && !text.equals("xlog.db") && !text.equals("sync-wals.info")) {
            log.warn("unexpected file or directory in the WAL archive: {}", file);
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
