package org.barman4j.backup.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.catalog.BackupField;
import org.barman4j.codec.TarFile;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.tool.BackupCompression;
import org.barman4j.report.RefusedException;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.WalSegmentName;

/** The file {@code backup_label}, which says where recovery has to start. */
record BackupLabel(String text) {
    private static final String NAME = "backup_label";
    private static final int LIMIT = 1 << 16;
    private static final Pattern START =
            Pattern.compile("^START WAL LOCATION: (\\S+) \\(file ([0-9A-F]{24})\\)", Pattern.MULTILINE);

    /** @param archive how the files are archived, if they are */
    static BackupLabel read(Path data, Optional<BackupCompression> archive) {
        Path file = archive.map(settings -> data.resolve("base" + settings.suffix()))
                .orElse(data.resolve(NAME));
        try {
            String text = archive.isEmpty()
                    ? SmallFile.text(file, LIMIT)
                    : TarFile.text(file, NAME)
                            .orElseThrow(() -> new RefusedException("Could not find backup_label in " + file));
            return new BackupLabel(text);
        } catch (IOException e) {
            throw StorageException.because("read the backup label in " + file, e);
        }
    }

    /** Notes where the backup begins. When it began is known from the server already, to the microsecond. */
    void fill(BackupDraft draft) {
        Matcher start = START.matcher(text);
        if (!start.find() || Lsn.parse(start.group(1)).isEmpty()) {
            throw new RefusedException("Failure parsing backup_label for backup " + draft.id());
        }
        int timeline = WalSegmentName.parse(start.group(2)).orElseThrow().timeline();
        draft.set(BackupField.TIMELINE, Integer.toUnsignedString(timeline));
        draft.set(BackupField.BEGIN_XLOG, start.group(1));
        draft.set(BackupField.BEGIN_WAL, start.group(2));
        long offset = Lsn.parseRequired(start.group(1)).value()
                & (draft.info().segmentSize().bytes() - 1);
        draft.set(BackupField.BEGIN_OFFSET, Long.toString(offset));
    }
}
