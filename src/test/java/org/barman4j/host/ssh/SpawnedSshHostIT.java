package org.barman4j.host.ssh;

class SpawnedSshHostIT extends RemoteHostContract {
    @Override
    protected RemoteHost open(String sshCommand, SshEnvironment environment) {
        SshCommand command = SshCommand.parse(sshCommand);
        SshRoute route = SshRoute.of(command, environment);
        return new SpawnedSshHost(command.argv(route.options()), "pg");
    }
}
