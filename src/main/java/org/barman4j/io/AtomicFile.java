package org.barman4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Replaces a whole file so that nobody ever sees half of it.
 *
 * <p>The bytes go to a temporary file beside the target, named after this process so that two writers never share one;
 * they are forced to the storage, the temporary takes the target's name, and the directory is forced. Whatever fails,
 * the target holds the old content or the new. A process that is killed leaves its temporary file; {@link Leftovers}
 * says who may remove it.
 */
public final class AtomicFile {
    private static final String END = ".tmp";

    private final Disk disk;

    public AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /** What writes the new content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(DiskFile file) throws IOException;
    }

    /** Looks at the new content before anybody else can. */
    @FunctionalInterface
    public interface Inspection {
        void look(Path written) throws IOException;
    }

    /** Replaces the content of the target, which need not exist yet. Owner and mode of an old target stay. */
    public void write(Path target, byte[] content) throws IOException {
        write(target, file -> file.write(content));
    }

    /** The same for content that is too long to have in memory. */
    public void write(Path target, Content content) throws IOException {
        write(target, content, written -> {});
    }

    /** The same for content that has to stand a test first: the target stays as it is unless that ends well. */
    public void write(Path target, Content content, Inspection inspection) throws IOException {
        Path temporary = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + END);
        boolean renamed = false;
        try {
            try (DiskFile file = disk.create(temporary)) {
                if (Files.exists(target)) {
                    disk.copyOwnership(target, temporary); // before there is anything in it to be read by others
                }
                content.writeTo(file);
                file.sync(); // before the rename: a name must never point at missing bytes
            }
            inspection.look(temporary);
            disk.rename(temporary, target);
            renamed = true;
        } finally {
            if (!renamed) {
                deleteQuietly(temporary);
            }
        }
        disk.syncDirectory(target.toAbsolutePath().getParent());
    }

    /** The same for one who holds the lock that every writer of the target takes: what killed ones have left goes first. */
    public void writeAlone(Path target, Content content) throws IOException {
        new Leftovers(disk).remove(target);
        write(target, content);
    }

    /** Whether a file is called like a temporary one of a target. */
    static boolean isTemporary(String name, String target) {
        int begin = target.length() + 1;
        int end = name.length() - END.length();
        return begin < end
                && name.startsWith(target + ".")
                && name.endsWith(END)
                && name.substring(begin, end).chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private void deleteQuietly(Path temporary) {
        try {
            if (Files.exists(temporary)) {
                disk.delete(temporary);
            }
        } catch (IOException leftover) {
            // the failure that brought us here is the one to report; a stale temporary harms nobody
        }
    }
}
