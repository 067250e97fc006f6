package org.barman4j.recovery;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.CopySettings;
import org.barman4j.copy.LocalCopy;
import org.barman4j.copy.RsyncPush;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;

/** Opens the machine that a request names. */
public final class Destinations {
    private final Function<String, RemoteHost> hosts;
    private final Disk disk;
    private final Clock clock;
    private final Progress progress;

    /** @param hosts the machine that an ssh command leads to */
    public Destinations(Function<String, RemoteHost> hosts, Disk disk, Clock clock, Progress progress) {
        this.hosts = hosts;
        this.disk = disk;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Opens it.
     *
     * @throws RefusedException if it can't be reached
     */
    Destination open(ServerConfig server, RestoreRequest request) {
        boolean delta = Restrictions.wants(server, "delta-restore");
        CopySettings settings = CopySettings.of(server);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (request.remoteCommand().isEmpty()) {
            TreeCopy copy = delta
                    ? RemoteDestination.pushing(
                            new RsyncPush(List.of(), server.searchPath(), settings, disk, progress),
                            true,
                            temporary.resolve(
                                    "barman-delta-" + ProcessHandle.current().pid()))
                    : LocalDestination.copying(
                            new LocalCopy(settings, disk, clock, progress.withinPhase(), FileLook.NONE));
            return new LocalDestination(copy, disk);
        }
        RemoteHost host = hosts.apply(request.remoteCommand().get());
        RemoteDestination remote = new RemoteDestination(
                host,
                new RsyncPush(host.argv(), server.searchPath(), settings, disk, progress),
                delta,
                temporary,
                disk);
        remote.connect(request.remoteCommand().get());
        return remote;
    }
}
