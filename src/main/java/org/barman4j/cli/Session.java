package org.barman4j.cli;

import java.io.InputStream;
import java.io.OutputStream;
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
import org.barman4j.config.Configuration;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerSelection;
import org.barman4j.configure.ConfigSwitchService;
import org.barman4j.configure.ConfigUpdateService;
import org.barman4j.cron.CronService;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.inspect.DiagnoseService;
import org.barman4j.inspect.EstimateSizeService;
import org.barman4j.inspect.InstallationService;
import org.barman4j.inspect.ListBackupsService;
import org.barman4j.inspect.ListFilesService;
import org.barman4j.inspect.ReplicationService;
import org.barman4j.inspect.ShowBackupService;
import org.barman4j.inspect.ShowServerService;
import org.barman4j.inspect.StatusService;
import org.barman4j.lock.Locks;
import org.barman4j.output.Output;
import org.barman4j.process.ProcessService;
import org.barman4j.recovery.RestoreService;
import org.barman4j.recovery.RestoreTestService;
import org.barman4j.sync.BackupSyncService;
import org.barman4j.sync.PrimaryNode;
import org.barman4j.sync.SyncInfoService;
import org.barman4j.sync.WalSyncService;

/** One run of one command: its configuration, its output, and the services, which are built when they are asked for. */
public interface Session {
    Output output();

    Configuration configuration();

    /** Sees to it that work ends properly when the program is told to end. */
    OrderlyEnd ending();

    /** Finds the servers that a command line names. */
    ServerSelection servers();

    Locks locks();

    ListBackupsService listBackups(ServerConfig server);

    ShowBackupService showBackup(ServerConfig server);

    ListFilesService listFiles(ServerConfig server);

    ShowServerService showServer(ServerConfig server);

    CheckService check(ServerConfig server);

    StatusService status(ServerConfig server);

    ReplicationService replication(ServerConfig server);

    DiagnoseService diagnose(ServerConfig server, boolean withSources);

    InstallationService installation();

    EstimateSizeService estimateSize(ServerConfig server);

    SlotService slot(ServerConfig server);

    SwitchWalService switchWal(ServerConfig server);

    ArchiveWalService archiveWal(ServerConfig server);

    WalWait walWait(ServerConfig server);

    RebuildXlogDbService rebuildXlogDb(ServerConfig server);

    GetWalService getWal(ServerConfig server);

    PeekWalService peekWal(ServerConfig server);

    PutWalService putWal(ServerConfig server);

    ReceiveWalService receiveWal(ServerConfig server);

    CronService cron();

    /** What is sent to this command. */
    InputStream standardInput();

    /** Where content goes that is no text for a person. */
    OutputStream standardOutput();

    CheckWalArchiveService checkWalArchive(ServerConfig server);

    BackupService backup(ServerConfig server);

    CheckBackupService checkBackup(ServerConfig server);

    DeleteService delete(ServerConfig server);

    GenerateManifestService generateManifest(ServerConfig server);

    VerifyBackupService verifyBackup(ServerConfig server);

    RestoreService restore(ServerConfig server);

    RestoreTestService restoreTest(ServerConfig server);

    SyncInfoService syncInfo(ServerConfig server);

    PrimaryNode primaryNode(ServerConfig server);

    BackupSyncService syncBackup(ServerConfig server);

    WalSyncService syncWals(ServerConfig server);

    KeepService keep(ServerConfig server);

    ConfigSwitchService configSwitch();

    ConfigUpdateService configUpdate();

    ProcessService processes(ServerConfig server);
}
