package org.barman4j.check;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.inspect.ArchiveHealth;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.process.ProcessService;
import org.barman4j.report.BarmanException;
import org.barman4j.text.Reason;

/** Examines one server, line by line in Barman's order. */
public final class CheckService {
    private static final List<Check> CHECKS = List.of(
            new WalArchiveCheck(),
            new PostgresCheck(),
            new WalStreamingCheck(),
            new DirectoriesCheck(),
            new ConfigurationCheck.Retention(),
            new BackupsCheck.Age(),
            new BackupsCheck.Size(),
            new EncryptionCheck(),
            new WalAgeCheck(),
            new CompressionCheck(),
            new BackupsCheck.Failed(),
            new BackupsCheck.Redundancy(),
            new StreamedBackupCheck(),
            new RemoteHostCheck(),
            new BackupStrategyCheck(),
            new ConfigurationCheck.Contradictions(),
            new IdentityCheck(),
            new ReceiverCheck(),
            new ArchiveCommandCheck(),
            new ArchiverErrorsCheck(),
            new ArchiveHealthCheck(),
            new BackupsCheck.Pages(),
            new BackupsCheck.RestoreTest());

    private final CheckedServer server;
    private final CheckLog log = new CheckLog();
    private volatile boolean late;

    public CheckService(
            LiveServer live,
            ServerCatalog stores,
            ProcessService processes,
            Function<String, RemoteHost> hosts,
            Disk disk,
            Clock clock,
            ArchiveHealth health,
            ArchiveTrial trial) {
        this.server = new CheckedServer(live, stores, processes, hosts, disk, clock, health, trial);
    }

    /** Runs every check. One that can't be carried out at all is a failure, and does not keep the others from running. */
    public CheckReport check() {
        try (LiveServer live = server.live()) {
            for (Check check : CHECKS) {
                if (!late) {
                    run(check);
                }
            }
        }
        return report();
    }

    /**
     * The same, but for as long as it may take at most.
     *
     * @param limit zero for ever
     */
    public CheckReport within(Duration limit) {
        if (limit.isZero()) {
            return check();
        }
        FutureTask<CheckReport> checking = new FutureTask<>(this::check);
        Thread thread = new Thread(checking, "check");
        thread.setDaemon(true);
        thread.start();
        try {
            return checking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return timedOut();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timedOut();
        }
    }

    private void run(Check check) {
        try {
            check.run(server, log);
        } catch (BarmanException e) {
            log.failed(Reason.firstLine(e.getMessage()), "", e.hint().orElse(""));
        }
    }

    /** What was found until the time was up. A check that is still running is the last one. */
    public CheckReport timedOut() {
        late = true;
        log.failed(
                "check timeout",
                "barman check command timed out",
                "Find out what hangs, or raise check_timeout (or --check-timeout) for server " + server.name() + ".");
        return report();
    }

    private CheckReport report() {
        ServerConfig config = server.config();
        return new CheckReport(config.name(), config.isActive(), config.isDisabled(), log.results(), config.messages());
    }
}
