package org.barman4j.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.wal.WalStore;
import org.barman4j.xlog.WalFileName;

/** Where a WAL file of one server may be: in the archive, or still on its way there. */
public final class WalPlaces {
    private static final String PARTIAL = ".partial";

    private final Path wals;
    private final Path incoming;
    private final Path streaming;

    public WalPlaces(ServerConfig server) {
        this.wals = server.path(Options.WALS_DIRECTORY);
        this.incoming = server.path(Options.INCOMING_WALS_DIRECTORY);
        this.streaming = server.path(Options.STREAMING_WALS_DIRECTORY);
    }

    /**
     * The places in the order in which to look. Some come twice, since a file may move from a place not yet looked at to
     * one that has been.
     */
    public List<Path> of(WalFileName name, boolean partial) {
        Path archived = WalStore.locate(wals, name);
        Path streamed = streaming.resolve(name.text());
        List<Path> places = new ArrayList<>(List.of(archived, incoming.resolve(name.text()), streamed));
        if (partial) {
            places.add(streaming.resolve(name.text() + PARTIAL));
            places.add(streamed);
            places.add(archived.resolveSibling(name.text() + PARTIAL));
            places.add(incoming.resolve(name.text() + PARTIAL));
        }
        places.add(archived);
        return places;
    }

    /** Whether a place is in the archive, and not on the way there. */
    public boolean isArchived(Path place) {
        return place.startsWith(wals);
    }
}
