package org.barman4j.archive;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.postgres.live.RemoteStatus;
import org.barman4j.postgres.live.ReplicationSlot;
import org.barman4j.postgres.tool.PgReceiveWal;
import org.barman4j.postgres.tool.ToolCommand;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** Has the WAL of one server received over the replication protocol, by PostgreSQL's own program. */
public final class ReceiveWalService {
    private final LiveServer live;
    private final ServerConfig server;
    private final Locks locks;
    private final SlotService slots;
    private final ReceiverDirectory directory;
    private final Successor successor;
    private final Notices notices;

    /** What carries a plan out when this process has ended. */
    @FunctionalInterface
    public interface Successor {
        void takeOver(ReceiverPlan plan);
    }

    public ReceiveWalService(
            LiveServer live,
            Locks locks,
            SlotService slots,
            ReceiverDirectory directory,
            Successor successor,
            Notices notices) {
        this.live = live;
        this.server = live.config();
        this.locks = locks;
        this.slots = slots;
        this.directory = directory;
        this.successor = successor;
        this.notices = notices;
    }

    /** Gets everything ready, and hands over to what runs the program as long as it lives. */
    public void receive() {
        prepare();
        notices.info("Starting receive-wal for server " + server.name());
        try (HeldLock lock = locks.acquire(LockName.receiveWal(server.name()))) {
            directory.create();
            PgReceiveWal program = program();
            ensureSlot(true);
            directory.truncatePartial(segmentSize());
            Conninfo conninfo = Conninfo.parse(server.required(Options.STREAMING_CONNINFO));
            ToolCommand command = program.command(
                    conninfo, server.get(Options.STREAMING_ARCHIVER_NAME).orElse(""), server.searchPath());
            successor.takeOver(
                    new ReceiverPlan(server.name(), locks.file(LockName.receiveWal(server.name())), command));
        } catch (LockBusyException busy) {
            throw new RefusedException(
                    "Another receive-wal process is already running for server " + server.name() + ".");
        } finally {
            live.close();
        }
    }

    /** Makes the next run begin at the server's current segment, or where the slot is. */
    public void reset() {
        prepare();
        try (HeldLock lock = locks.acquire(LockName.receiveWal(server.name()))) {
            directory.create();
            program();
            ensureSlot(false);
            directory.reset(live.postgres(), live.streaming());
        } catch (LockBusyException busy) {
            throw new RefusedException(
                    "Unable to reset the status of receive-wal for server " + server.name()
                            + ". Process is still running",
                    "Stop it first: 'barman receive-wal --stop " + server.name() + "'.");
        } finally {
            live.close();
        }
    }

    private void prepare() {
        if (!server.is(Options.STREAMING_ARCHIVER)) {
            throw new RefusedException(
                    "Unable to start receive-wal process: streaming_archiver option set to 'off' in barman configuration"
                            + " file",
                    "Set streaming_archiver = on for server " + server.name() + ".");
        }
        String objection = new StreamingPreflight(live).objection();
        if (!objection.isEmpty()) {
            live.close();
            throw new RefusedException(
                    "Impossible to start WAL streaming. Check the log for more details, or run 'barman check "
                            + server.name() + "'",
                    objection);
        }
    }

    private PgReceiveWal program() {
        RemoteStatus tools = live.tools();
        String name = live.streamingVersion().orElseThrow().compareTo(PgVersion.parse("10")) < 0
                ? "pg_receivexlog"
                : "pg_receivewal";
        if (!tools.is("pg_receivexlog_installed")) {
            throw failure(name + " not present in $PATH", "Install PostgreSQL's client programs, or set path_prefix.");
        }
        if (!tools.is("pg_receivexlog_compatible")) {
            throw failure(
                    name + " version not compatible with PostgreSQL server version",
                    "Install client programs of the server's version or a later one, or set path_prefix.");
        }
        return new PgReceiveWal(
                Path.of(tools.text("pg_receivexlog_path").orElseThrow()),
                directory.path(),
                server.get(Options.SLOT_NAME),
                tools.is("pg_receivexlog_synchronous"));
    }

    private void ensureSlot(boolean create) {
        Optional<String> name = server.get(Options.SLOT_NAME);
        if (name.isEmpty()) {
            return;
        }
        Optional<ReplicationSlot> slot = live.postgres().get("replication_slot").map(ReplicationSlot.class::cast);
        if (slot.isPresent() && slot.get().active()) {
            throw failure(
                    "replication slot '" + name.get() + "' is already in use",
                    "Another program receives with it: run 'barman replication-status " + server.name() + "'.");
        }
        if (slot.isEmpty()
                && !server.get(Options.CREATE_SLOT).filter("auto"::equals).isPresent()) {
            throw failure(
                    "replication slot '" + name.get() + "' doesn't exist. Please execute 'barman receive-wal"
                            + " --create-slot " + server.name() + "'",
                    "With create_slot = auto it is created when it is needed.");
        }
        if (slot.isEmpty() && create) {
            notices.info("Creating replication slot '" + name.get() + "'");
            slots.create(false);
        }
    }

    private long segmentSize() {
        return live.postgres()
                .get("xlog_segment_size")
                .map(size -> ((Number) size).longValue())
                .orElse(0L);
    }

    private static RefusedException failure(String message, String hint) {
        return new RefusedException("ArchiverFailure:" + message, hint);
    }
}
