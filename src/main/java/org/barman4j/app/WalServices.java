package org.barman4j.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.archive.AbandonedShipments;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.archive.GetWalService;
import org.barman4j.archive.PeekWalService;
import org.barman4j.archive.PutWalService;
import org.barman4j.archive.RebuildXlogDbService;
import org.barman4j.archive.ReceiveWalService;
import org.barman4j.archive.ReceiverDirectory;
import org.barman4j.archive.SlotService;
import org.barman4j.archive.SwitchWalService;
import org.barman4j.archive.WalArchiver;
import org.barman4j.archive.WalGate;
import org.barman4j.archive.WalWait;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.hook.ArchiveHooks;
import org.barman4j.host.LocalHost;
import org.barman4j.lock.Locks;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.report.Notices;
import org.barman4j.report.Silence;
import org.barman4j.wal.Quarantine;
import org.barman4j.wal.WalInbox;
import org.barman4j.wal.WalSource;
import org.barman4j.wal.WalStore;

/**
 * Builds the services for the WAL of one server.
 *
 * @param jobs how many files are compressed or unpacked at the same time
 */
record WalServices(ServerConfig server, int jobs, Locks locks, Surroundings surroundings, Notices notices) {
    /** Seconds that archiving waits for a server that could tell whose WAL it is. */
    private static final String PATIENCE = "5";

    ArchiveWalService archive() {
        WalCompression compression = new WalCompression(server);
        WalArchiver.WalTools tools = new WalArchiver.WalTools(
                store(),
                quarantine(),
                new ArchiveHooks(server, new LocalHost()),
                compression.parallel(jobs),
                surroundings.clock(),
                notices);
        WalGate gate = new WalGate(server, compression, this::systemId);
        List<WalArchiver> archivers = new ArrayList<>();
        for (WalSource source : WalSource.of(server)) {
            archivers.add(new WalArchiver(server, source, new WalInbox(server, source, compression), gate, tools));
        }
        AbandonedShipments abandoned =
                new AbandonedShipments(server.path(Options.INCOMING_WALS_DIRECTORY), surroundings.disk());
        return new ArchiveWalService(server, locks, abandoned, archivers, notices);
    }

    /** What the server itself says, unless it takes long to answer. */
    private Optional<String> systemId() {
        try {
            Conninfo conninfo = Conninfo.parse(server.get(Options.CONNINFO).orElse(""));
            ServerConfig patient = conninfo.get("connect_timeout").isPresent()
                    ? server
                    : server.with(
                            Options.CONNINFO,
                            conninfo.with("connect_timeout", PATIENCE).toString());
            try (LiveServer live = new LiveServer(patient, new Connector(), new LocalHost(), Silence.INSTANCE)) {
                return live.session().flatMap(PostgresSession::systemId);
            }
        } catch (PostgresException unwilling) {
            return Optional.empty();
        }
    }

    SwitchWalService switching() {
        return new SwitchWalService(live(), notices);
    }

    WalWait waiting() {
        return new WalWait(server, archive(), notices);
    }

    GetWalService get() {
        return new GetWalService(server, surroundings.disk(), client(), notices);
    }

    PeekWalService peek() {
        return new PeekWalService(server, client());
    }

    PutWalService put() {
        return new PutWalService(server, quarantine(), surroundings.disk(), client(), notices);
    }

    SlotService slot() {
        return new SlotService(live(), notices);
    }

    ReceiveWalService receive(ReceiveWalService.Successor successor) {
        ReceiverDirectory directory =
                new ReceiverDirectory(server.path(Options.STREAMING_WALS_DIRECTORY), surroundings.disk(), notices);
        return new ReceiveWalService(live(), locks, slot(), directory, successor, notices);
    }

    RebuildXlogDbService rebuild() {
        return new RebuildXlogDbService(server, store(), notices);
    }

    private LiveServer live() {
        return new LiveServer(server, new Connector(), new LocalHost(), notices);
    }

    private WalStore store() {
        return new WalStore(server, new WalCompression(server), locks, surroundings.disk());
    }

    private Quarantine quarantine() {
        return new Quarantine(server.path(Options.ERRORS_DIRECTORY), surroundings.disk(), surroundings.clock());
    }

    /** Who calls, if it is somebody on another machine. */
    private String client() {
        String connection =
                surroundings.environment().getOrDefault("SSH_CONNECTION", "").strip();
        return connection.isEmpty() ? "" : " (SSH host: " + connection.split("\\s+", 2)[0] + ")";
    }
}
