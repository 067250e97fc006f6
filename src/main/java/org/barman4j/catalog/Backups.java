package org.barman4j.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The backups of one server as they were when the catalogue was read, by id, and the files that are damaged. */
public final class Backups {
    private final NavigableMap<String, BackupInfo> byId;
    private final Map<String, DamagedFileException> damaged;

    Backups(NavigableMap<String, BackupInfo> byId, Map<String, DamagedFileException> damaged) {
        this.byId = byId;
        this.damaged = damaged;
    }

    /** These backups, of which no file is known to be damaged. */
    public static Backups of(Collection<BackupInfo> backups) {
        NavigableMap<String, BackupInfo> byId = new TreeMap<>();
        backups.forEach(backup -> byId.put(backup.id().text(), backup));
        return new Backups(byId, Map.of());
    }

    /** All of them, oldest first. */
    public Collection<BackupInfo> oldestFirst() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** All of them, newest first. */
    public Collection<BackupInfo> newestFirst() {
        return Collections.unmodifiableCollection(byId.descendingMap().values());
    }

    public Optional<BackupInfo> find(BackupId id) {
        return Optional.ofNullable(byId.get(id.text()));
    }

    /** What is wrong with a backup's file, if it could not be read. */
    public Optional<DamagedFileException> damage(BackupId id) {
        return Optional.ofNullable(damaged.get(id.text()));
    }

    /** Every file that could not be read, by id. */
    public Collection<DamagedFileException> damaged() {
        return Collections.unmodifiableCollection(damaged.values());
    }

    Map<String, DamagedFileException> damagedById() {
        return damaged;
    }

    /** The nearest older backup whose copy is done. */
    public Optional<BackupInfo> previous(BackupInfo backup) {
        return first(byId.headMap(backup.id().text(), false).descendingMap().values(), Backups::isCopyDone);
    }

    /** The nearest younger backup whose copy is done. */
    public Optional<BackupInfo> next(BackupInfo backup) {
        return first(byId.tailMap(backup.id().text(), false).values(), Backups::isCopyDone);
    }

    /** The newest one that fulfils a condition. */
    public Optional<BackupInfo> newest(Predicate<BackupInfo> condition) {
        return first(newestFirst(), condition);
    }

    /** The oldest one that fulfils a condition. */
    public Optional<BackupInfo> oldest(Predicate<BackupInfo> condition) {
        return first(oldestFirst(), condition);
    }

    /** Every backup that is incremental to the given one or, in turn, to one of those. */
    public List<BackupInfo> descendants(BackupInfo backup) {
        List<BackupInfo> descendants = new ArrayList<>();
        Set<BackupId> seen = new HashSet<>(Set.of(backup.id()));
        List<BackupId> open = new ArrayList<>(backup.children());
        while (!open.isEmpty()) {
            BackupId id = open.remove(open.size() - 1);
            Optional<BackupInfo> child = find(id);
            if (seen.add(id) && child.isPresent()) {
                descendants.add(child.get());
                open.addAll(child.get().children());
            }
        }
        return descendants;
    }

    /** The backup itself, its parent, and so on up to the full backup at the root, or as far as they exist. */
    public List<BackupInfo> chain(BackupInfo backup) {
        List<BackupInfo> chain = new ArrayList<>();
        Set<BackupId> seen = new HashSet<>();
        Optional<BackupInfo> link = Optional.of(backup);
        while (link.isPresent() && seen.add(link.get().id())) {
            chain.add(link.get());
            link = link.get().parent().flatMap(this::find).filter(parent -> parent.status() != BackupStatus.EMPTY);
        }
        return chain;
    }

    static boolean isCopyDone(BackupInfo backup) {
        return backup.status().isCopyDone();
    }

    private static Optional<BackupInfo> first(Collection<BackupInfo> backups, Predicate<BackupInfo> condition) {
        for (BackupInfo backup : backups) {
            if (condition.test(backup)) {
                return Optional.of(backup);
            }
        }
        return Optional.empty();
    }
}
