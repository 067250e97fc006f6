package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.Path;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.TreeSync;

/** Forces all that belongs to a backup to the storage. */
public final class BackupFiles {
    private final Disk disk;

    public BackupFiles(Disk disk) {
        this.disk = disk;
    }

    /**
     * Does so, and returns what the files take. What an older backup has as well was forced for that one.
     *
     * @param look takes each file whose forcing has been ordered, one after the other
     * @param shared takes what an older backup has as well
     */
    public BackupSize sync(Path directory, FileLook look, FileLook shared) throws IOException {
        long[] sums = new long[2];
        new TreeSync(disk).sync(directory, look, (file, attributes) -> {
            sums[0] += attributes.size();
            if (BackupSize.isShared(file)) {
                shared.at(file);
                return false;
            }
            sums[1] += attributes.size();
            return true;
        });
        return new BackupSize(sums[0], sums[1]);
    }
}
