package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.KeepTarget;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.wal.Continuity;
import org.barman4j.wal.Continuity.Gap;
import org.barman4j.wal.Histories;
import org.barman4j.wal.SegmentSet;
import org.barman4j.wal.WalInbox;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/**
 * Looks for what is wrong with the WAL archive of one server, beyond what Barman looks for: holes in the WAL since the
 * oldest backup, files that lie in the wrong place, and a catalogue that differs from the directories.
 */
public final class ArchiveHealth {
    /** How programs name what they compress. */
    private static final Pattern PACKED = Pattern.compile("\\.(gz|bz2|xz|zst|lz4)$");

    private final ServerConfig server;
    private final ServerCatalog stores;
    private final Locks locks;
    private final Path wals;

    public ArchiveHealth(ServerConfig server, ServerCatalog stores, Locks locks) {
        this.server = server;
        this.stores = stores;
        this.locks = locks;
        this.wals = server.path(Options.WALS_DIRECTORY);
    }

    /** What is wrong; nothing if all is well. */
    public List<ArchiveProblem> problems(Backups backups) {
        List<ArchiveProblem> problems = new ArrayList<>();
        SegmentSet present = SegmentSet.present(wals);
        gap(backups, present).ifPresent(problems::add);
        strays().ifPresent(problems::add);
        if (disagreement(present).isPresent()) { // which it may just for as long as a file is being archived
            try (HeldLock lock = locks.await(LockName.xlogDb(server.name()))) {
                disagreement(SegmentSet.present(wals)).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Optional<ArchiveProblem> gap(Backups backups, SegmentSet present) {
        List<Gap> gaps = new ArrayList<>();
        backups.oldest(backup -> isUsable(backup) && !isStandalone(backup))
                .ifPresent(oldest -> gaps.addAll(
                        new Continuity(present, oldest.segmentSize(), Histories.read(wals)).from(begin(oldest))));
        for (BackupInfo backup : backups.oldestFirst()) {
            if (backup.status() == BackupStatus.DONE && isUsable(backup) && isStandalone(backup)) {
                within(backup, present).ifPresent(gaps::add);
            }
        }
        gaps.removeIf(gap -> WalInbox.holds(server, gap.first()));
        if (gaps.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder message = new StringBuilder();
        for (Gap gap : gaps) {
            message.append(message.length() == 0 ? "" : "; ")
                    .append(gap.first())
                    .append(" is missing on timeline ")
                    .append(Integer.toUnsignedString(gap.first().timeline()))
                    .append(", the next one is ")
                    .append(gap.before());
        }
        return Optional.of(new ArchiveProblem(
                "WAL continuity",
                message.toString(),
                "Recovery can't go beyond that segment. See whether it is in "
                        + server.required(Options.ERRORS_DIRECTORY)
                        + " or still in PostgreSQL's pg_wal; otherwise take a new backup: 'barman backup "
                        + server.name()
                        + "'."));
    }

    /** A backup that was kept for itself alone needs only the segments from its begin to its end. */
    private static Optional<Gap> within(BackupInfo backup, SegmentSet present) {
        WalSegmentName end = WalSegmentName.parse(backup.endWal()).orElseThrow();
        if (end.timeline() != begin(backup).timeline()) {
            return Optional.empty();
        }
        for (WalSegmentName name : WalSegmentName.through(begin(backup), end, backup.segmentSize(), false)) {
            if (!present.contains(name)) {
                return Optional.of(new Gap(name, end));
            }
        }
        return Optional.empty();
    }

    private static boolean isUsable(BackupInfo backup) {
        return backup.status().isCopyDone()
                && WalSegmentName.parse(backup.beginWal()).isPresent()
                && WalSegmentName.parse(backup.endWal()).isPresent();
    }

    private boolean isStandalone(BackupInfo backup) {
        return stores.annotations()
                .target(backup.id())
                .filter(KeepTarget.STANDALONE::equals)
                .isPresent();
    }

    private static WalSegmentName begin(BackupInfo backup) {
        return WalSegmentName.parse(backup.beginWal()).orElseThrow();
    }

    private List<String> entries() {
        String[] names = wals.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private Optional<ArchiveProblem> strays() {
        List<String> strays = new ArrayList<>();
        for (String name : entries()) {
            boolean history = name.endsWith(".history");
            if (!history
                    && WalFileName.parse(PACKED.matcher(name).replaceFirst("")).isPresent()) {
                strays.add(name);
            }
        }
        if (strays.isEmpty()) {
            return Optional.empty();
        }
        String first = Collections.min(strays);
        String incoming = server.required(Options.INCOMING_WALS_DIRECTORY);
        return Optional.of(new ArchiveProblem(
                "WAL directory",
                strays.size() + " WAL file" + (strays.size() > 1 ? "s lie" : " lies") + " straight in " + wals
                        + ", where Barman does not see them; the first is " + first,
                "Set archive_command in PostgreSQL to 'barman-wal-archive BACKUP_HOST " + server.name()
                        + " %p' (or let it write to " + incoming + "), then move these files to " + incoming
                        + " and run 'barman archive-wal " + server.name() + "'."));
    }

    private Optional<ArchiveProblem> disagreement(SegmentSet present) {
        SegmentSet listed = new SegmentSet();
        CatalogueLines lines = new CatalogueLines(wals);
        stores.xlogDb().read(line -> {
            listed.add(line);
            lines.add(line);
        });
        return present.firstNotIn(listed)
                .map(name -> name + " is archived and not listed")
                .or(() -> listed.firstNotIn(present).map(name -> name + " is listed and not archived"))
                .or(() -> listed.firstTwice().map(name -> name + " is listed twice"))
                .or(() -> lines.problem())
                .map(message -> new ArchiveProblem(
                        "WAL catalogue", message, "Run 'barman rebuild-xlogdb " + server.name() + "'."));
    }
}
