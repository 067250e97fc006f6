package org.barman4j.copy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.barman4j.io.StorageException;
import org.barman4j.report.BarmanException;

/** Files of a cluster could not be copied. */
public final class CopyFailedException extends BarmanException {
    public CopyFailedException(String message, String hint) {
        super(message, hint);
    }

    /** What the operating system refused, and where. */
    static CopyFailedException because(IOException cause) {
        String where =
                cause instanceof FileSystemException known && known.getFile() != null ? known.getFile() + ": " : "";
        String hint = StorageException.because("copy", cause).hint().orElse("");
        return new CopyFailedException("data transfer failure: " + where + StorageException.reason(cause), hint, cause);
    }

    /** @param task what may be run again: a backup, or any other command */
    static CopyFailedException of(Rsync.Result result, String task) {
        return new CopyFailedException(
                "data transfer failure\nrsync error:\n" + result.details(),
                "Run the " + task + " again when the reason is gone. The log file has all that rsync said.");
    }

    CopyFailedException(String message, Throwable cause) {
        this(message, "", cause);
    }

    private CopyFailedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
