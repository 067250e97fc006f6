package org.barman4j.host.ssh;

import org.barman4j.io.Disk;
import org.barman4j.report.RefusedException;

/** Opens other machines, as {@code ssh_command} says. */
public final class SshHosts {
    private final SshEnvironment environment;
    private final Disk disk;

    /** The disk is for keys of hosts that become known. */
    public SshHosts(SshEnvironment environment, Disk disk) {
        this.environment = environment;
        this.disk = disk;
    }

    /**
     * The machine that a command reaches. Nothing is started or connected yet.
     *
     * @param label how messages name the machine
     * @throws RefusedException if the command makes no sense
     */
    public RemoteHost open(String sshCommand, String label) {
        SshCommand command = SshCommand.parse(sshCommand);
        SshRoute route = SshRoute.of(command, environment);
        return route.isSession()
                ? new SshHost(command.argv(route.options()), route.target(), label, disk)
                : new SpawnedSshHost(command.argv(route.options()), label);
    }
}
