package org.barman4j.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.barman4j.archive.AbandonedShipments;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.archive.CheckWalArchiveService;
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
import org.barman4j.backup.CheckBackupService;
import org.barman4j.backup.DeleteService;
import org.barman4j.backup.GenerateManifestService;
import org.barman4j.backup.KeepService;
import org.barman4j.backup.VerifyBackupService;
import org.barman4j.check.CheckService;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.Session;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Configuration;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerSelection;
import org.barman4j.configure.ConfigSwitchService;
import org.barman4j.configure.ConfigUpdateService;
import org.barman4j.configure.ReceiverRestart;
import org.barman4j.cron.CronService;
import org.barman4j.cron.ServerMaintenance;
import org.barman4j.hook.ArchiveHooks;
import org.barman4j.host.LocalHost;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.host.ssh.SshEnvironment;
import org.barman4j.host.ssh.SshHosts;
import org.barman4j.inspect.ArchiveHealth;
import org.barman4j.inspect.ChildTimelines;
import org.barman4j.inspect.DiagnoseService;
import org.barman4j.inspect.DiagnosedValues;
import org.barman4j.inspect.EstimateSizeService;
import org.barman4j.inspect.InstallationService;
import org.barman4j.inspect.ListBackupsService;
import org.barman4j.inspect.ListFilesService;
import org.barman4j.inspect.ReplicationService;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.inspect.ShowBackupService;
import org.barman4j.inspect.ShowServerService;
import org.barman4j.inspect.StatusService;
import org.barman4j.io.Disk;
import org.barman4j.lock.Locks;
import org.barman4j.output.Output;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.process.BackgroundLauncher;
import org.barman4j.process.BackgroundReceiver;
import org.barman4j.process.ProcessService;
import org.barman4j.report.Notices;
import org.barman4j.report.Silence;
import org.barman4j.wal.Quarantine;
import org.barman4j.wal.WalInbox;
import org.barman4j.wal.WalSource;
import org.barman4j.wal.WalStore;

/** Builds the services that a command asks for, and nothing else. */
final class ServiceSession implements Session {
    /** Seconds that archiving waits for a server that could tell whose WAL it is. */
    private static final String PATIENCE = "5";

    private final Configuration configuration;
    private final Output output;
    private final Surroundings surroundings;
    private final Disk disk;
    private final Clock clock;
    private final ReceiverHandOver receiver;
    private final Map<String, RemoteHost> hosts = new ConcurrentHashMap<>();

    ServiceSession(Configuration configuration, Output output, Surroundings surroundings, ReceiverHandOver receiver) {
        this.receiver = receiver;
        this.configuration = configuration;
        this.output = output;
        this.surroundings = surroundings;
        this.disk = surroundings.disk();
        this.clock = surroundings.clock();
    }

    @Override
    public Output output() {
        return output;
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public ServerSelection servers() {
        return new ServerSelection(configuration, output);
    }

    @Override
    public Locks locks() {
        return new Locks(Path.of(configuration.global().lockDirectory()), disk);
    }

    @Override
    public ListBackupsService listBackups(ServerConfig server) {
        return new ListBackupsService(server, stores(server), output, clock);
    }

    @Override
    public ShowBackupService showBackup(ServerConfig server) {
        ChildTimelines timelines = new ChildTimelines(server.path(Options.WALS_DIRECTORY), output);
        return new ShowBackupService(server, stores(server), timelines, output, clock);
    }

    @Override
    public ListFilesService listFiles(ServerConfig server) {
        return new ListFilesService(server, stores(server), output);
    }

    @Override
    public ShowServerService showServer(ServerConfig server) {
        return new ShowServerService(live(server), stores(server), clock);
    }

    @Override
    public CheckService check(ServerConfig server) {
        return new CheckService(
                live(server),
                stores(server),
                processes(server),
                this::host,
                disk,
                clock,
                health(server),
                new SilentArchiveTrial(
                        archiveWal(server, Silence.INSTANCE),
                        switchWal(server, Silence.INSTANCE),
                        walWait(server, Silence.INSTANCE)));
    }

    @Override
    public StatusService status(ServerConfig server) {
        return new StatusService(live(server), stores(server), health(server));
    }

    @Override
    public ReplicationService replication(ServerConfig server) {
        return new ReplicationService(live(server));
    }

    @Override
    public SlotService slot(ServerConfig server) {
        return new SlotService(live(server), output);
    }

    @Override
    public SwitchWalService switchWal(ServerConfig server) {
        return switchWal(server, output);
    }

    private SwitchWalService switchWal(ServerConfig server, Notices notices) {
        return new SwitchWalService(new LiveServer(server, new Connector(), new LocalHost(), notices), notices);
    }

    @Override
    public ArchiveWalService archiveWal(ServerConfig server) {
        return archiveWal(server, output);
    }

    private ArchiveWalService archiveWal(ServerConfig server, Notices notices) {
        WalCompression compression = new WalCompression(server);
        WalArchiver.WalTools tools = new WalArchiver.WalTools(
                walStore(server),
                quarantine(server),
                new ArchiveHooks(server, new LocalHost()),
                compression.parallel(jobs(server)),
                clock,
                notices);
        WalGate gate = new WalGate(server, compression, () -> systemId(server));
        List<WalArchiver> archivers = new ArrayList<>();
        for (WalSource source : WalSource.of(server)) {
            archivers.add(new WalArchiver(server, source, new WalInbox(server, source, compression), gate, tools));
        }
        AbandonedShipments abandoned = new AbandonedShipments(server.path(Options.INCOMING_WALS_DIRECTORY), disk);
        return new ArchiveWalService(server, locks(), abandoned, archivers, notices);
    }

    /** What the server itself says, unless it takes long to answer. */
    private static Optional<String> systemId(ServerConfig server) {
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

    /** As many as there are processors, or what {@code parallel_jobs} says, if it is set and less. */
    private int jobs(ServerConfig server) {
        int processors = Runtime.getRuntime().availableProcessors();
        return configuration.source(server, Options.PARALLEL_JOBS.name()).isPresent()
                ? Math.max(1, Math.min(processors, server.required(Options.PARALLEL_JOBS)))
                : processors;
    }

    @Override
    public GetWalService getWal(ServerConfig server) {
        return new GetWalService(server, disk, client(), output);
    }

    @Override
    public PeekWalService peekWal(ServerConfig server) {
        return new PeekWalService(server, client());
    }

    @Override
    public PutWalService putWal(ServerConfig server) {
        return new PutWalService(server, quarantine(server), disk, client(), output);
    }

    @Override
    public ReceiveWalService receiveWal(ServerConfig server) {
        ReceiverDirectory directory =
                new ReceiverDirectory(server.path(Options.STREAMING_WALS_DIRECTORY), disk, output);
        return new ReceiveWalService(live(server), locks(), slot(server), directory, receiver, output);
    }

    @Override
    public CronService cron() {
        return new CronService(
                configuration,
                servers(),
                configUpdate(),
                server -> new ServerMaintenance(
                        server,
                        stores(server).catalog(),
                        locks(),
                        launcher(),
                        processes(server),
                        backups(server).retention(),
                        output),
                locks(),
                failure -> ErrorHandler.tell(failure, output),
                output);
    }

    private BackgroundLauncher launcher() {
        return new BackgroundLauncher(
                ThisProgram.words(), configuration.global().file().toString());
    }

    private ReceiverRestart receiverRestart() {
        return new ReceiverRestart(
                this::processes, server -> new BackgroundReceiver(server.name(), locks(), launcher(), output));
    }

    @Override
    public InputStream standardInput() {
        return surroundings.in();
    }

    @Override
    public OutputStream standardOutput() {
        return surroundings.out();
    }

    /** Who calls, if it is somebody on another machine. */
    private String client() {
        String connection =
                surroundings.environment().getOrDefault("SSH_CONNECTION", "").strip();
        return connection.isEmpty() ? "" : " (SSH host: " + connection.split("\\s+", 2)[0] + ")";
    }

    private ArchiveHealth health(ServerConfig server) {
        return new ArchiveHealth(server, stores(server), locks());
    }

    private Quarantine quarantine(ServerConfig server) {
        return new Quarantine(server.path(Options.ERRORS_DIRECTORY), disk, clock);
    }

    private WalStore walStore(ServerConfig server) {
        return new WalStore(server, new WalCompression(server), locks(), disk);
    }

    @Override
    public WalWait walWait(ServerConfig server) {
        return walWait(server, output);
    }

    private WalWait walWait(ServerConfig server, Notices notices) {
        return new WalWait(server, archiveWal(server, notices), notices);
    }

    @Override
    public RebuildXlogDbService rebuildXlogDb(ServerConfig server) {
        return new RebuildXlogDbService(server, walStore(server), output);
    }

    @Override
    public CheckWalArchiveService checkWalArchive(ServerConfig server) {
        return new CheckWalArchiveService(server.name(), stores(server).xlogDb());
    }

    @Override
    public DiagnoseService diagnose(ServerConfig server, boolean withSources) {
        return new DiagnoseService(
                live(server), stores(server), this::host, new DiagnosedValues(configuration, withSources));
    }

    @Override
    public EstimateSizeService estimateSize(ServerConfig server) {
        return new EstimateSizeService(live(server), stores(server));
    }

    @Override
    public InstallationService installation() {
        return new InstallationService(
                configuration, new LocalHost(), clock, Program.VERSION_NUMBER, StartUpArchive.problems());
    }

    private LiveServer live(ServerConfig server) {
        return new LiveServer(server, new Connector(), new LocalHost(), output);
    }

    /** The host that an ssh command leads to: one connection for all who give the same command. */
    private RemoteHost host(String sshCommand) {
        return hosts.computeIfAbsent(
                sshCommand, command -> new SshHosts(SshEnvironment.ofThisProcess(), disk).open(command, command));
    }

    @Override
    public CheckBackupService checkBackup(ServerConfig server) {
        return backups(server).check();
    }

    @Override
    public DeleteService delete(ServerConfig server) {
        return backups(server).delete();
    }

    @Override
    public GenerateManifestService generateManifest(ServerConfig server) {
        return backups(server).generateManifest();
    }

    @Override
    public VerifyBackupService verifyBackup(ServerConfig server) {
        return backups(server).verify();
    }

    private BackupServices backups(ServerConfig server) {
        return new BackupServices(server, locks(), disk, clock, output);
    }

    @Override
    public KeepService keep(ServerConfig server) {
        return backups(server).keep();
    }

    @Override
    public ConfigSwitchService configSwitch() {
        return new ConfigSwitchService(configuration, disk, output, receiverRestart());
    }

    @Override
    public ConfigUpdateService configUpdate() {
        return new ConfigUpdateService(configuration, locks(), disk, output, receiverRestart());
    }

    @Override
    public ProcessService processes(ServerConfig server) {
        return new ProcessService(server.name(), locks(), new LocalHost(), output);
    }

    private ServerCatalog stores(ServerConfig server) {
        return new ServerCatalog(server, disk);
    }
}
