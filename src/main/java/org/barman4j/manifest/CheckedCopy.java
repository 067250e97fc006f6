package org.barman4j.manifest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies the content of files, and compares it on the way with what a manifest says of them. */
public final class CheckedCopy {
    private static final int CHUNK = 1 << 17;

    /** Null if there is no manifest. */
    private final ManifestIndex index;

    private CheckedCopy(ManifestIndex index) {
        this.index = index;
    }

    /**
     * With the manifest of a directory, if it has one.
     *
     * @throws ManifestException if that is damaged
     */
    public static CheckedCopy in(Path directory) throws IOException {
        Path manifest = directory.resolve(BackupManifest.NAME);
        return new CheckedCopy(Files.exists(manifest) ? ManifestIndex.read(manifest) : null);
    }

    /**
     * Copies a file. May be called by several threads.
     *
     * @param path the file's in the manifest, a {@link org.barman4j.io.PathText}; a file that the manifest does not know is not compared
     * @throws IOException also if the content is not what it should be
     */
    public void copy(String path, InputStream content, OutputStream target) throws IOException {
        ManifestIndex.Expected expected = index == null ? null : index.see(path);
        Tee tee = new Tee(content, target);
        if (expected == null || expected.kind() == ChecksumKind.NONE) {
            tee.drain();
        } else if (!expected.hasChecksum(expected.kind().of(tee))) {
            throw new IOException("the file " + path + " in it does not have the checksum of the manifest");
        }
        if (expected != null && expected.size() != tee.count) {
            throw new IOException(
                    "the file " + path + " in it has " + tee.count + " bytes instead of " + expected.size());
        }
    }

    /** Writes what is read through it. */
    private static final class Tee extends FilterInputStream {
        private final OutputStream target;
        private long count;

        Tee(InputStream source, OutputStream target) {
            super(source);
            this.target = target;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                target.write(bytes, offset, read);
                count += read;
            }
            return read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads single bytes");
        }

        void drain() throws IOException {
            byte[] buffer = new byte[CHUNK];
            while (read(buffer, 0, buffer.length) >= 0) {
                // it has been written
            }
        }
    }
}
