package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.codec.WalCompression;

/** Reads WAL files as PostgreSQL wrote them, whatever was done to them since. */
final class WalContent {
    private static final int CHUNK = 1 << 16;

    private final WalCompression compression;

    WalContent(WalCompression compression) {
        this.compression = compression;
    }

    /** What was done to a file of the archive. */
    StoredForm form(Path file) throws IOException {
        byte[] start = WalCompression.start(file);
        return GpgEncryption.isEncrypted(start)
                ? new StoredForm("", GpgEncryption.NAME)
                : new StoredForm(compression.identifyArchived(start).orElse(""), "");
    }

    /** Whether an archived file and one that has come in hold the same. What is encrypted can't be compared. */
    boolean isSame(Path archived, IncomingWal incoming) throws IOException {
        if (Files.isSameFile(archived, incoming.path())) {
            return true; // linked by a run that did not come to its end
        }
        StoredForm form = form(archived);
        if (!form.encryption().isEmpty()) {
            return false;
        }
        try (InputStream one = open(archived, form.compression());
                InputStream other = open(incoming.path(), incoming.compression())) {
            return isSame(one, other);
        }
    }

    private InputStream open(Path file, String format) throws IOException {
        return format.isEmpty() ? Files.newInputStream(file) : compression.decompress(file, format);
    }

    private static boolean isSame(InputStream one, InputStream other) throws IOException {
        byte[] first = new byte[CHUNK];
        byte[] second = new byte[CHUNK];
        while (true) {
            int length = one.readNBytes(first, 0, CHUNK);
            if (other.readNBytes(second, 0, CHUNK) != length || !Arrays.equals(first, 0, length, second, 0, length)) {
                return false;
            }
            if (length < CHUNK) {
                return true;
            }
        }
    }
}
