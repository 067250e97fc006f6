package org.barman4j.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.WalPageHeader;

/** A WAL file on its way to a client, in the form in which the client wants it. */
public final class OutgoingWal implements Closeable {
    private static final int START = 64;
    private static final Set<String> GUARDED = Set.of("bzip2", "gzip", "xz");
    private static final int BUFFER = 1 << 17;

    private final WalCompression compression;
    private final InputStream content;
    private final Optional<CompressionFormat> wanted;
    private final boolean plain;
    private final boolean guarded;

    private OutgoingWal(
            WalCompression compression,
            InputStream content,
            Optional<CompressionFormat> wanted,
            boolean plain,
            boolean guarded) {
        this.compression = compression;
        this.content = content;
        this.wanted = wanted;
        this.plain = plain;
        this.guarded = guarded;
    }

    /**
     * Opens a file as PostgreSQL wrote it.
     *
     * @param archived whether it is in the archive, and not on its way there
     */
    public static OutgoingWal content(ServerConfig server, Path file, boolean archived) throws IOException {
        return open(
                server, file, archived, GetWalRequest.plain(file.getFileName().toString()));
    }

    /**
     * Opens a file.
     *
     * @param archived whether it is in the archive, and not on its way there
     * @throws NoSuchFileException if the file is not there, or only a part of it
     */
    static OutgoingWal open(ServerConfig server, Path file, boolean archived, GetWalRequest request)
            throws IOException {
        WalCompression compression = new WalCompression(server);
        if (!archived && WalPageHeader.isFragment(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (file.toString().endsWith(".partial")) { // still being written, so nobody has compressed it
            return new OutgoingWal(compression, Files.newInputStream(file), Optional.empty(), true, false);
        }
        BufferedInputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            boolean encrypted = GpgEncryption.isEncrypted(peek(stored));
            if (encrypted) {
                stored.close();
                stored = new BufferedInputStream(decrypt(server, file), 1 << 16);
            }
            byte[] start = peek(stored);
            Optional<String> format = archived ? compression.identifyArchived(start) : compression.identify(start);
            boolean asWanted =
                    request.asStored() || format.equals(request.format().map(Object::toString));
            InputStream content = asWanted || format.isEmpty() ? stored : compression.decompress(stored, format.get());
            return new OutgoingWal(
                    compression,
                    content,
                    asWanted ? Optional.empty() : request.format(),
                    content == stored && !encrypted,
                    encrypted || (content != stored && GUARDED.contains(format.orElseThrow())));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static byte[] peek(BufferedInputStream stream) throws IOException {
        stream.mark(START);
        byte[] start = stream.readNBytes(START);
        stream.reset();
        return start;
    }

    private static InputStream decrypt(ServerConfig server, Path file) throws IOException {
        if (server.get(Options.ENCRYPTION_PASSPHRASE_COMMAND).isEmpty()) {
            throw new RefusedException("Encrypted WAL file '" + file.getFileName()
                    + "' detected, but no 'encryption_passphrase_command' is configured. Please set"
                    + " 'encryption_passphrase_command' in the configuration so the correct private key can be"
                    + " identified for decryption.");
        }
        return new GpgEncryption(server).decrypt(file);
    }

    /** Whether the file holds just what {@link #sendTo} writes. */
    public boolean isPlain() {
        return plain && wanted.isEmpty();
    }

    /** Whether it is stored with a checksum, so that whoever reads it knows that it is whole. */
    public boolean isGuarded() {
        return guarded;
    }

    /** Writes all of it. */
    public void sendTo(OutputStream target) throws IOException {
        if (wanted.isEmpty()) {
            OutputStream buffered = new BufferedOutputStream(target, BUFFER);
            content.transferTo(buffered);
            buffered.flush();
        } else {
            compression.compress(content, new Open(target), wanted.get());
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Keeps the client's stream open when the compressor is done with it. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
