package org.barman4j.catalog;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.io.Disk;

/** The marks that keep backups: the file {@code meta/<id>-keep} with the target in it. */
public final class KeepAnnotations {
    private final Annotations marks;

    public KeepAnnotations(Path metaDirectory, Path baseDirectory, Disk disk) {
        this.marks = new Annotations("keep", metaDirectory, baseDirectory, disk);
    }

    /** What the mark of a backup says, if it has one. It may be a word that this version does not know. */
    public Optional<String> text(BackupId id) {
        return marks.text(id);
    }

    /**
     * What is kept of a backup. A mark with an unknown word keeps everything, to be on the safe side, and so does one
     * with none, as a crash of Barman leaves it.
     */
    public Optional<KeepTarget> target(BackupId id) {
        return text(id).map(text ->
                text.equals(KeepTarget.STANDALONE.toString()) ? KeepTarget.STANDALONE : KeepTarget.FULL);
    }

    /** Marks a backup durably, in place of any mark it has. */
    public void keep(BackupId id, KeepTarget target) {
        marks.set(id, target.toString());
    }

    /** Takes the mark away, if there is one. */
    public void release(BackupId id) {
        marks.remove(id);
    }
}
