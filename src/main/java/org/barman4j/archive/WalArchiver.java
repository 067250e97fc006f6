package org.barman4j.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.hook.ArchiveHooks;
import org.barman4j.hook.HookAbortedException;
import org.barman4j.hook.WalEvent;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.text.Printable;
import org.barman4j.wal.IncomingWal;
import org.barman4j.wal.PreparedWal;
import org.barman4j.wal.Quarantine;
import org.barman4j.wal.WalBatch;
import org.barman4j.wal.WalInbox;
import org.barman4j.wal.WalInfo;
import org.barman4j.wal.WalSource;
import org.barman4j.wal.WalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one batch of files from where they come in to the archive.
 *
 * <p>Files are compressed side by side and enter the archive in their order, a group at a time, which shares the costs of
 * making it durable. With hooks, a group is one file, since hooks expect to see one after the other.
 */
public final class WalArchiver {
    private static final Logger log = LoggerFactory.getLogger(WalArchiver.class);
    private static final int GROUP = 32;
    private static final long GROUP_BYTES = 512L << 20;

    /** How long a file that is too short may rest before nobody is believed to write it any more. */
    private static final Duration STILL_WRITTEN = Duration.ofMinutes(1);

    private final ServerConfig server;
    private final WalSource source;
    private final WalTools tools;
    private final WalInbox inbox;
    private final WalGate gate;

    /** What archivers of all sources work with. */
    public record WalTools(
            WalStore store, Quarantine quarantine, ArchiveHooks hooks, int jobs, Clock clock, Notices notices) {}

    public WalArchiver(ServerConfig server, WalSource source, WalInbox inbox, WalGate gate, WalTools tools) {
        this.server = server;
        this.source = source;
        this.inbox = inbox;
        this.gate = gate;
        this.tools = tools;
    }

    /**
     * Archives a batch.
     *
     * @param verbose whether to say so if there was nothing
     * @throws StorageException if a file could not be archived. It and all behind it stay where they are.
     */
    void archive(boolean verbose) {
        WalBatch batch = inbox.nextBatch();
        announce(batch, verbose);
        try (Preparation preparation = new Preparation(tools.store(), tools.jobs())) {
            List<IncomingWal> group = new ArrayList<>();
            long bytes = 0;
            int number = 0;
            int size = batch.files().size();
            for (IncomingWal wal : batch.files()) {
                String name = wal.name().text();
                log.info("Archiving segment {} of {} from {}: {}/{}", ++number, size, source, server.name(), name);
                group.add(wal);
                bytes += wal.size();
                if (group.size() == GROUP
                        || bytes > GROUP_BYTES
                        || tools.hooks().areConfigured()) {
                    archive(group, preparation);
                    group.clear();
                    bytes = 0;
                }
            }
            archive(group, preparation);
        } catch (HookAbortedException stop) {
            log.warn("Archiving of {} from {} stopped: {}", server.name(), source, stop.getMessage());
            return;
        } catch (IOException e) {
            throw StorageException.because("archive the WAL of server " + server.name() + " from " + source, e);
        }
        if (batch.files().isEmpty() && verbose) {
            tools.notices().item("\tno file found");
        }
        try {
            putAside(batch.unknown());
        } catch (IOException e) {
            throw StorageException.because("move files to the errors directory of server " + server.name(), e);
        }
    }

    private void announce(WalBatch batch, boolean verbose) {
        int size = batch.files().size();
        if (size == 0) {
            log.info("No xlog segments found from {} for {}.", source, server.name());
        } else {
            String extent = batch.total() > size
                    ? "Archive a batch of " + size + " segments in this run."
                    : "Archive all segments in one run.";
            log.info("Found {} xlog segments from {} for {}. {}", batch.total(), source, server.name(), extent);
        }
        if (verbose || size > 0) {
            String part = size > 0 && batch.total() > size ? " (batch size: " + size + ")" : "";
            tools.notices().item("Processing xlog segments from " + source + " for " + server.name() + part);
        }
    }

    private void archive(List<IncomingWal> group, Preparation preparation) throws IOException {
        List<IncomingWal> welcome = new ArrayList<>();
        for (IncomingWal wal : group) {
            if (isWelcome(wal)) {
                before(wal);
                welcome.add(wal);
            }
        }
        if (welcome.isEmpty()) {
            return;
        }
        Preparation.Result result = preparation.prepare(welcome);
        Optional<IOException> refusal = commit(result.ready());
        for (PreparedWal wal : result.ready()) {
            if (refusal.isEmpty()) {
                tell(wal);
            }
            after(
                    wal.incoming(),
                    wal.info(),
                    refusal.map(StorageException::reason).orElse(""));
        }
        if (!result.isComplete()) {
            IncomingWal failed = welcome.get(result.ready().size());
            after(failed, failed.asItIs(), StorageException.reason(result.failure()));
        }
        if (refusal.isPresent() || !result.isComplete()) {
            throw refusal.orElse(result.failure());
        }
    }

    private void before(IncomingWal wal) {
        try {
            tools.hooks().before(event(wal, wal.size(), wal.compression()), wal.path());
        } catch (HookAbortedException stop) {
            tools.notices().item("\t" + wal.name().text());
            throw stop;
        }
    }

    /** Adds what is new to the archive, or tells what kept it from that. */
    private Optional<IOException> commit(List<PreparedWal> ready) {
        try {
            tools.store()
                    .commit(ready.stream()
                            .filter(wal -> wal.state() != PreparedWal.State.DIFFERENT)
                            .toList());
            return Optional.empty();
        } catch (IOException e) {
            ready.forEach(tools.store()::discard);
            return Optional.of(e);
        }
    }

    private void after(IncomingWal wal, WalInfo info, String error) {
        tools.hooks()
                .after(
                        event(wal, info.size(), info.compression()),
                        tools.store().locate(wal.name()),
                        error);
    }

    private void tell(PreparedWal wal) throws IOException {
        String name = wal.incoming().name().text();
        tools.notices().item("\t" + name);
        if (wal.state() == PreparedWal.State.DIFFERENT) {
            tools.quarantine().take(wal.incoming().path(), name, Quarantine.Reason.DUPLICATE);
            tools.notices()
                    .info("\tError: " + name + " is already present in server " + server.name()
                            + ". File moved to errors directory.");
        }
    }

    /** Keeps out what must not be archived, and leaves what is still being written. */
    private boolean isWelcome(IncomingWal wal) throws IOException {
        String name = wal.name().text();
        String shortness = gate.shortness(wal);
        if (!shortness.isEmpty()) {
            Duration age =
                    Duration.between(wal.modified().toInstant(), tools.clock().instant());
            if (age.compareTo(STILL_WRITTEN) < 0) {
                tools.notices().info("\t" + name + " " + shortness + ", and stays until the rest has come.");
            } else {
                refuse(wal, Quarantine.Reason.INCOMPLETE, name + " " + shortness + ". ");
            }
            return false;
        }
        String objection = gate.objection(wal);
        if (!objection.isEmpty()) {
            refuse(wal, Quarantine.Reason.FOREIGN, name + " is refused: " + objection + ". ");
        }
        return objection.isEmpty();
    }

    private void refuse(IncomingWal wal, Quarantine.Reason reason, String words) throws IOException {
        Path place = tools.quarantine().take(wal.path(), wal.name().text(), reason);
        tools.notices().info("\t" + wal.name().text());
        tools.notices().info("\tError: " + words + "File moved to errors directory.");
        tools.notices()
                .hint(
                        reason == Quarantine.Reason.FOREIGN
                                ? "Find out which PostgreSQL has an archive_command or a receive-wal that leads here. The file is "
                                        + place + "."
                                : "Look whether PostgreSQL still has that file in pg_wal. The one that came is " + place
                                        + ".");
    }

    private void putAside(List<Path> unknown) throws IOException {
        if (unknown.isEmpty()) {
            return;
        }
        tools.notices()
                .item("Some unknown objects have been found while processing xlog segments for " + server.name()
                        + ". Objects moved to errors directory:");
        for (Path each : unknown) {
            String name = each.getFileName().toString();
            tools.notices().item("\t" + Printable.of(name));
            tools.quarantine().take(each, name, Quarantine.Reason.UNKNOWN);
        }
    }

    private static WalEvent event(IncomingWal wal, long size, String compression) {
        return new WalEvent(wal.name().text(), size, wal.seconds(), compression);
    }
}
