package org.barman4j.catalog;

import java.nio.file.Path;
import org.barman4j.io.Disk;

/**
 * The marks of backups that are being deleted: the file {@code meta/<id>-delete_this}.
 *
 * <p>It is set before the first file goes and taken away behind the last, so a backup that has one is no longer whole.
 */
public final class DeleteMarks {
    private static final String KIND = "delete_this";
    static final String SUFFIX = "-" + KIND;

    private final Annotations marks;

    public DeleteMarks(Path metaDirectory, Path baseDirectory, Disk disk) {
        this.marks = new Annotations(KIND, metaDirectory, baseDirectory, disk);
    }

    /** Where the mark of a backup is, if it has one. */
    public Path file(BackupId id) {
        return marks.file(id);
    }

    public boolean isSet(BackupId id) {
        return marks.text(id).isPresent();
    }

    /** Those of some backups that are whole: neither they nor what they build on has a mark. */
    public Backups whole(Backups backups) {
        return Backups.of(backups.oldestFirst().stream()
                .filter(backup -> backups.chain(backup).stream().noneMatch(link -> isSet(link.id())))
                .toList());
    }

    /** Whether any backup has one, but for marks where Barman before 3.13 put them. */
    public boolean mayExist() {
        return marks.mayExist();
    }

    /** Sets it on a full disk, too: what makes room must not need any. */
    public void set(BackupId id) {
        marks.setAnyhow(id, "delete");
    }

    public void remove(BackupId id) {
        marks.remove(id);
    }
}
