package org.barman4j.cron;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.barman4j.config.Configuration;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerSelection;
import org.barman4j.configure.ConfigUpdateService;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;

/** Does what is due for every active server. What fails for one keeps none of the others from its turn. */
public final class CronService {
    /** Lock files of servers in use are taken every minute; those of others are leftovers. */
    private static final Duration UNUSED = Duration.ofHours(1);

    private final Configuration configuration;
    private final ServerSelection servers;
    private final ConfigUpdateService changes;
    private final Function<ServerConfig, ServerMaintenance> maintenance;
    private final Locks locks;
    private final Consumer<BarmanException> failures;
    private final Notices notices;

    /** @param failures takes what went wrong for a server, or with the configuration, and tells it */
    public CronService(
            Configuration configuration,
            ServerSelection servers,
            ConfigUpdateService changes,
            Function<ServerConfig, ServerMaintenance> maintenance,
            Locks locks,
            Consumer<BarmanException> failures,
            Notices notices) {
        this.configuration = configuration;
        this.servers = servers;
        this.changes = changes;
        this.maintenance = maintenance;
        this.locks = locks;
        this.failures = failures;
        this.notices = notices;
    }

    public void run(boolean keepDescriptors) {
        guard(changes::drainQueue);
        for (ServerConfig server : servers.inService()) {
            guard(() -> maintenance.apply(server).run(keepDescriptors));
        }
        if (configuration.global().lockDirectoryCleanup()) {
            guard(() -> locks.cleanUp(UNUSED).forEach(name -> notices.debug("removed the lock file " + name)));
        }
    }

    private void guard(Runnable step) {
        try {
            step.run();
        } catch (BarmanException e) {
            failures.accept(e);
        }
    }
}
