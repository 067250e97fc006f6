package org.barman4j.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.archive.CheckWalArchiveService;
import org.barman4j.archive.GetWalService;
import org.barman4j.archive.PeekWalService;
import org.barman4j.archive.PutWalService;
import org.barman4j.archive.RebuildXlogDbService;
import org.barman4j.archive.ReceiveWalService;
import org.barman4j.archive.SlotService;
import org.barman4j.archive.SwitchWalService;
import org.barman4j.archive.WalWait;
import org.barman4j.backup.BackupService;
import org.barman4j.backup.CheckBackupService;
import org.barman4j.backup.DeleteService;
import org.barman4j.backup.GenerateManifestService;
import org.barman4j.backup.KeepService;
import org.barman4j.backup.VerifyBackupService;
import org.barman4j.check.CheckService;
import org.barman4j.cli.ErrorHandler;
import org.barman4j.cli.Program;
import org.barman4j.cli.Session;
import org.barman4j.config.Configuration;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerSelection;
import org.barman4j.configure.ConfigSwitchService;
import org.barman4j.configure.ConfigUpdateService;
import org.barman4j.configure.ReceiverRestart;
import org.barman4j.cron.CronService;
import org.barman4j.cron.ServerMaintenance;
import org.barman4j.host.LocalHost;
import org.barman4j.host.OrderlyEnd;
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
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.process.BackgroundLauncher;
import org.barman4j.process.BackgroundReceiver;
import org.barman4j.process.ProcessService;
import org.barman4j.recovery.RestoreService;
import org.barman4j.recovery.RestoreTestService;
import org.barman4j.recovery.WalCatchUp;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Silence;
import org.barman4j.sync.BackupSyncService;
import org.barman4j.sync.PrimaryNode;
import org.barman4j.sync.SyncInfoService;
import org.barman4j.sync.WalSyncService;

/** Builds the services that a command asks for, and nothing else. */
final class ServiceSession implements Session {
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
    public OrderlyEnd ending() {
        return surroundings.ending();
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
        WalServices silent = wal(server, Silence.INSTANCE);
        return new CheckService(
                live(server),
                stores(server),
                processes(server),
                this::host,
                disk,
                clock,
                health(server),
                new SilentArchiveTrial(silent.archive(), silent.switching(), silent.waiting()));
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
        return wal(server, output).slot();
    }

    @Override
    public SwitchWalService switchWal(ServerConfig server) {
        return wal(server, output).switching();
    }

    @Override
    public ArchiveWalService archiveWal(ServerConfig server) {
        return wal(server, output).archive();
    }

    private WalServices wal(ServerConfig server, Notices notices) {
        return new WalServices(server, jobs(server), locks(), surroundings, notices);
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
        return wal(server, output).get();
    }

    @Override
    public PeekWalService peekWal(ServerConfig server) {
        return wal(server, output).peek();
    }

    @Override
    public PutWalService putWal(ServerConfig server) {
        return wal(server, output).put();
    }

    @Override
    public ReceiveWalService receiveWal(ServerConfig server) {
        return wal(server, output).receive(receiver);
    }

    @Override
    public CronService cron() {
        Consumer<BarmanException> failures = failure -> ErrorHandler.tell(failure, output);
        return new CronService(
                configuration,
                servers(),
                configUpdate(),
                server -> new ServerMaintenance(
                        server,
                        stores(server).catalog(),
                        locks(),
                        () -> synchronisation(server).maintenance(launcher()),
                        launcher(),
                        processes(server),
                        backups(server).retention(ending(), failures),
                        backups(server).abandoned(),
                        output),
                locks(),
                failures,
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

    private ArchiveHealth health(ServerConfig server) {
        return new ArchiveHealth(server, stores(server), locks());
    }

    @Override
    public WalWait walWait(ServerConfig server) {
        return wal(server, output).waiting();
    }

    @Override
    public RebuildXlogDbService rebuildXlogDb(ServerConfig server) {
        return wal(server, output).rebuild();
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
    public BackupService backup(ServerConfig server) {
        return backups(server)
                .taking(
                        () -> live(server),
                        () -> host(server.required(Options.SSH_COMMAND)),
                        () -> check(server),
                        wal(server, output),
                        watch(server));
    }

    @Override
    public CheckBackupService checkBackup(ServerConfig server) {
        return backups(server).check();
    }

    @Override
    public DeleteService delete(ServerConfig server) {
        return backups(server).delete(ending());
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
    public RestoreService restore(ServerConfig server) {
        WalServices silent = wal(server, Silence.INSTANCE);
        return backups(server)
                .restoring(
                        this::host,
                        wal(server, output),
                        new WalCatchUp(silent.switching(), silent.waiting(), output),
                        watch(server),
                        configuration.servers().values());
    }

    @Override
    public RestoreTestService restoreTest(ServerConfig server) {
        return new RestoreTestService(
                server, stores(server).catalog(), stores(server).marks(), this::restore, ending(), disk, clock);
    }

    @Override
    public SyncInfoService syncInfo(ServerConfig server) {
        return synchronisation(server).info();
    }

    @Override
    public PrimaryNode primaryNode(ServerConfig server) {
        return synchronisation(server).primary();
    }

    @Override
    public BackupSyncService syncBackup(ServerConfig server) {
        return synchronisation(server).backup(backups(server).deletion(ending()), watch(server));
    }

    @Override
    public WalSyncService syncWals(ServerConfig server) {
        return synchronisation(server).wals(watch(server));
    }

    private SyncServices synchronisation(ServerConfig server) {
        return new SyncServices(server, this::host, locks(), disk, clock, output);
    }

    private BackupServices.Watch watch(ServerConfig server) {
        return new BackupServices.Watch(output.progress(server.name()), surroundings.ending());
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
        return new ServerCatalog(server, locks(), disk);
    }
}
