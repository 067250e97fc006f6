package org.barman4j.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.barman4j.report.BarmanException;

/** A file could not be read or written, or does not hold what it should. */
public final class StorageException extends BarmanException {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, String hint) {
        super(message, hint);
    }

    private StorageException(String message, String hint, IOException cause) {
        super(message, hint, cause);
    }

    /** Says what was being done when the operating system refused; {@code doing} reads as in "cannot {doing}". */
    public static StorageException because(String doing, IOException cause) {
        return new StorageException("cannot " + doing + ": " + reason(cause), hintFor(cause), cause);
    }

    /** The operating system's reason in words; Java's own messages are often no more than the path. */
    public static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (cause instanceof CharacterCodingException) {
            return "the file is not UTF-8 text";
        }
        if (cause instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (cause instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (cause instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Whether the operating system refused because there is no room. */
    public static boolean isFull(IOException cause) {
        return reason(cause).contains("No space left");
    }

    private static String hintFor(IOException cause) {
        String reason = reason(cause);
        if (cause instanceof AccessDeniedException) {
            return "Run barman as the user that owns its directories (barman_user), and check owner and mode.";
        }
        if (isFull(cause)) {
            return "Free some space on that file system and run the command again.";
        }
        if (reason.contains("Read-only file system")) {
            return "Mount the file system read-write and run the command again.";
        }
        return "";
    }
}
