package org.barman4j.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupJson;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.SettingsInForce;
import org.barman4j.report.RefusedException;
import org.barman4j.text.JsonText;
import org.barman4j.wal.WalLine;
import org.barman4j.wal.XlogDb;

/**
 * Tells what a passive node has to know of a server: its complete backups, its settings, and the WAL files that have been
 * archived since the last one that the node has.
 */
public final class SyncInfoService {
    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final XlogDb xlogDb;
    private final String version;

    /** @param version Barman's, of which the other node's may depend */
    public SyncInfoService(
            ServerConfig server, BackupCatalog catalog, DeleteMarks marks, XlogDb xlogDb, String version) {
        this.server = server;
        this.catalog = catalog;
        this.marks = marks;
        this.xlogDb = xlogDb;
        this.version = version;
    }

    /**
     * The document. The WAL files in it are read while it is printed.
     *
     * @throws RefusedException if the catalogue does not reach back, or not up, to where the other node stands
     */
    public Map<String, Object> tell(SyncPosition since) {
        Map<String, Object> backups = backups();
        boolean known = since.lastWal().isPresent()
                && since.position().isPresent()
                && xlogDb.hasLineAt(
                        since.position().getAsLong(), since.lastWal().get());
        long start = known ? since.position().getAsLong() : 0;
        Reach reach = new Reach(start);
        xlogDb.readFrom(start, reach);
        if (since.lastWal().isPresent() && !reach.last.isEmpty()) {
            refuseUnreachable(since.lastWal().get(), reach, known);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("last_position", reach.lastStart);
        document.put("last_name", reach.last);
        document.put("backups", backups);
        document.put("wals", wals(start, reach.end, filter(since.lastWal(), known, firstUseful(backups))));
        document.put("version", version);
        document.put("config", SettingsInForce.told(server));
        return document;
    }

    private Map<String, Object> backups() {
        Map<String, Object> told = new LinkedHashMap<>();
        for (BackupInfo backup : catalog.load().oldestFirst()) {
            if (backup.status() == BackupStatus.DONE && !marks.isSet(backup.id())) {
                told.put(backup.id().text(), BackupJson.print(backup));
            }
        }
        return told;
    }

    private static Optional<String> firstUseful(Map<String, Object> backups) {
        return backups.values().stream().findFirst().map(first -> String.valueOf(((Map<?, ?>) first).get("begin_wal")));
    }

    /** Finds where a catalogue ends. */
    private static final class Reach implements XlogDb.Visitor {
        private String first = "";
        private String last = "";
        private long lastStart;
        private long end;

        Reach(long start) {
            end = start;
        }

        @Override
        public void line(WalLine line) {
            lastStart = end;
            end += line.length() + 1;
            last = line.name();
            first = first.isEmpty() ? last : first;
        }
    }

    private static void refuseUnreachable(String lastWal, Reach reach, boolean known) {
        if (!known && lastWal.compareTo(reach.first) < 0) {
            throw new RefusedException(
                    "last_wal '" + lastWal + "' is older than the first available wal '" + reach.first + "'");
        }
        if (!known && lastWal.compareTo(reach.last) > 0) {
            throw new RefusedException(
                    "last_wal '" + lastWal + "' is newer than the last available wal  '" + reach.last + "'");
        }
    }

    /** Decides by its name whether a WAL file is told of. */
    @FunctionalInterface
    private interface Filter {
        boolean takes(String name);
    }

    /** Behind a line that the other node has seen, all is new to it, whatever its name; else names have to tell. */
    private static Filter filter(Optional<String> lastWal, boolean known, Optional<String> firstUseful) {
        if (lastWal.isPresent()) {
            String last = lastWal.get();
            return known ? name -> !name.equals(last) : name -> name.compareTo(last) > 0;
        }
        return firstUseful
                .<Filter>map(first -> name -> name.compareTo(first) >= 0)
                .orElse(name -> true);
    }

    private JsonText.Items wals(long start, long end, Filter filter) {
        return sink -> {
            long[] at = {start};
            try {
                xlogDb.readFrom(start, line -> {
                    at[0] += line.length() + 1;
                    if (at[0] <= end && line.kind() != WalLine.Kind.INVALID && filter.takes(line.name())) {
                        tell(line, sink);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
    }

    private static void tell(WalLine line, JsonText.Sink sink) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("compression", orNull(line.compression()));
        members.put("encryption", orNull(line.encryption()));
        members.put("name", line.name());
        members.put("size", line.size());
        members.put("time", line.time());
        try {
            sink.item(members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
