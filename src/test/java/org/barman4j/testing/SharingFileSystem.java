package org.barman4j.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A file system in a file, of a kind where two files can share their blocks. Tests that may not mount one are skipped. */
public final class SharingFileSystem implements AutoCloseable {
    private static final long SIZE = 1L << 30; // of which only what is used takes room

    private final Path place;

    private SharingFileSystem(Path place) {
        this.place = place;
    }

    /** Mounts one of the type {@code xfs} or {@code btrfs} on a directory, in which its own file stays behind. */
    public static SharingFileSystem mount(String type, Path place) {
        Path image = place.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer made = system("mkfs." + type, "-q", image.toString());
        assumeThat(made.status()).as("may make " + type + ": " + made.err()).isZero();
        Answer mounted = system("mount", "-t", type, "-o", "loop", image.toString(), place.toString());
        assumeThat(mounted.status()).as("may mount: " + mounted.err()).isZero();
        system("chmod", "755", place.toString()).mustSucceed();
        return new SharingFileSystem(place);
    }

    /** Whether a file has blocks that another one has, too. */
    public static boolean shares(Path file) {
        return system("filefrag", "-v", file.toString()).mustSucceed().out().contains("shared");
    }

    private static Answer system(String... words) {
        return ProgramCall.of(Path.of("/usr/bin/env"))
                .words(List.of(words))
                .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
                .run();
    }

    @Override
    public void close() {
        system("umount", "-l", place.toString()).mustSucceed();
    }
}
