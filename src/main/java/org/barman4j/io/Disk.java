package org.barman4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The one door through which this program changes files.
 *
 * <p>Each method is one operation that can fail on its own, and says only what the operating system says. What makes a
 * sequence of them durable is up to the caller; {@link AtomicFile} knows the usual one.
 */
public interface Disk {
    /** Opens a new, empty file for writing, readable by whom the umask lets. Whatever stood there is cut to nothing. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file for writing at its end, creating it if it is absent. */
    DiskFile append(Path file) throws IOException;

    /** Creates an empty file that only its owner may read and write; leaves one that exists as it is. */
    void createPrivate(Path file) throws IOException;

    /** Gives a file another name in one step, in place of whatever had that name. */
    void rename(Path source, Path target) throws IOException;

    /** Gives a file a second name on the same file system, which must not be taken. */
    void link(Path existing, Path name) throws IOException;

    /** Makes a symbolic link, whose name must not be taken. */
    void symbolicLink(Path name, Path target) throws IOException;

    /** Sets the time at which a file counts as last changed. */
    void setModified(Path file, FileTime time) throws IOException;

    /** Forces content and length of a file that someone else wrote to the storage. */
    void syncFile(Path file) throws IOException;

    /** Removes a file or an empty directory, which must exist. */
    void delete(Path file) throws IOException;

    /** Creates a directory and those above it, as far as they are missing, and forces their names to the storage. */
    void createDirectories(Path directory) throws IOException;

    /** Creates a directory with these permissions in one that exists; one that is there already gets them. */
    void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException;

    /** Sets who may do what with a file or a directory. */
    void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /** Copies owner, group and mode from one file to another, as far as the system allows. */
    void copyOwnership(Path from, Path to) throws IOException;

    /** Copies the permissions from one file to another. */
    void copyMode(Path from, Path to) throws IOException;

    /** Forces the names in a directory to the storage. */
    void syncDirectory(Path directory) throws IOException;
}
