package org.barman4j.archive;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.codec.CompressionFormat;

/**
 * What a client wants of a WAL file.
 *
 * @param format to compress it in; nothing for the file as PostgreSQL wrote it
 * @param asStored whether to leave it compressed if it is so in the archive
 * @param directory to write it to; nothing for standard output
 * @param partial whether an unfinished segment will do
 */
public record GetWalRequest(
        String walName,
        Optional<CompressionFormat> format,
        boolean asStored,
        Optional<Path> directory,
        boolean partial) {
    /** The file as PostgreSQL wrote it. */
    static GetWalRequest plain(String walName) {
        return new GetWalRequest(walName, Optional.empty(), false, Optional.empty(), false);
    }
}
