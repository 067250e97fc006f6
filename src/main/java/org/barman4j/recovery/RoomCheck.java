package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.manifest.ManifestSizes;
import org.barman4j.recovery.Destination.Room;
import org.barman4j.text.ByteSize;
import org.barman4j.xlog.WalSegmentName;

/** Looks whether the file systems that a restore writes to have room for it. */
final class RoomCheck {
    /** Into how many segments a server writes that recovers: the one that it fetches, and the first of its own. */
    private static final int RECOVERY = 2;

    private final BackupCatalog catalog;
    private final RestorePlan plan;
    private final Destination destination;
    private final Map<String, Optional<Room>> rooms = new HashMap<>();
    private final Map<String, Need> needs = new LinkedHashMap<>();

    RoomCheck(BackupCatalog catalog, RestorePlan plan, Destination destination) {
        this.catalog = catalog;
        this.plan = plan;
        this.destination = destination;
    }

    /** What goes to one file system, which is known by the first directory that is there. */
    private record Need(String directory, long free, long bytes) {
        Need and(long more) {
            return new Need(directory, free, bytes + more);
        }

        boolean isMet() {
            return bytes <= free;
        }
    }

    List<Objection> objections() throws IOException {
        if (plan.delta()) {
            return List.of(); // nobody knows how much of it is there already
        }
        need(plan.destination(), 0);
        for (String location : plan.locations().values()) {
            need(location, 0);
        }
        if (needs.size() == 1) {
            need(plan.destination(), plan.bytes());
        } else if (!plan.backup().isIncremental()) {
            needEach();
        }
        need(plan.walDirectory(), wal());
        need(plan.destination(), RECOVERY * plan.backup().segmentSize().bytes());
        Need all = new Need(
                plan.destination(),
                needs.values().stream().mapToLong(Need::free).sum(),
                plan.bytes() + wal());
        if (plan.stagedThere()) {
            need(
                    plan.staging(),
                    plan.chain().stream()
                            .mapToLong(link -> link.number(BackupField.SIZE).orElse(0))
                            .sum());
        } else if (plan.isStaged()) {
            needHere(plan.staging(), staged());
        }
        List<Objection> objections = new ArrayList<>();
        needs.values().stream().filter(need -> !need.isMet()).forEach(need -> objections.add(objection(need)));
        return objections.isEmpty() && !needs.isEmpty() && !all.isMet() ? List.of(objection(all)) : objections;
    }

    /** Where each file of the backup is one of the destination. Of chains, only the sum is known. */
    private void needEach() throws IOException {
        long left = plan.bytes();
        Map<String, Long> packed = plan.archived()
                ? ManifestSizes.read(catalog.dataOf(plan.backup().id())).tablespaces()
                : Map.of();
        for (Tablespace tablespace : plan.backup().tablespaces()) {
            long size = plan.archived()
                    ? packed.getOrDefault(Long.toString(tablespace.oid()), 0L)
                    : size(Combination.place(catalog.directoryOf(plan.backup().id()), tablespace));
            need(plan.locations().get(tablespace.name()), size);
            left -= size;
        }
        need(plan.destination(), Math.max(left, 0));
    }

    private static long size(Path directory) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                size += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
        }
        return size;
    }

    private long wal() {
        long segments = plan.wal().archived().stream()
                        .filter(name -> name.length() == WalSegmentName.LENGTH)
                        .count()
                + plan.wal().tail().size();
        return plan.getWal() ? 0 : segments * plan.backup().segmentSize().bytes();
    }

    /** What is put together on this host: the archives of a chain, unpacked, and for another host the whole. */
    private long staged() throws IOException {
        long bytes = plan.request().isRemote() ? plan.bytes() : 0;
        if (plan.backup().isIncremental()) {
            for (BackupInfo link : plan.chain()) {
                bytes += BaseCopy.isArchived(link)
                        ? ManifestSizes.read(catalog.dataOf(link.id())).total()
                        : 0;
            }
        }
        return bytes;
    }

    private void need(String directory, long bytes) throws IOException {
        if (!rooms.containsKey(directory)) {
            rooms.put(directory, destination.room(directory));
        }
        rooms.get(directory).ifPresent(found -> need(found.fileSystem(), directory, found.free(), bytes));
    }

    private void needHere(String directory, long bytes) throws IOException {
        Room room = LocalDestination.roomAt(directory);
        String host = plan.request().isRemote() ? "this host, " : "";
        need(host + room.fileSystem(), directory, room.free(), bytes);
    }

    private void need(String fileSystem, String directory, long free, long bytes) {
        needs.put(
                fileSystem,
                needs.getOrDefault(fileSystem, new Need(directory, free, 0)).and(bytes));
    }

    private static Objection objection(Need need) {
        return new Objection(
                "there is no room in '" + need.directory() + "': the restore takes " + ByteSize.pretty(need.bytes())
                        + " there, and " + ByteSize.pretty(need.free()) + " are free",
                "Free some space there, or restore into another file system.");
    }
}
