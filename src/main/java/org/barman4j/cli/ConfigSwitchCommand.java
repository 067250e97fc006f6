package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "config-switch", description = "Lay a configuration model over a server, or take it off.")
final class ConfigSwitchCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to lay the model over.")
    private String server;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MODEL", description = "Model to lay over the server.")
    private String model;

    @Option(names = "--reset", description = "Take the model that is there off the server.")
    private boolean reset;

    @Override
    protected ExitCode run(Session session) {
        if (model == null && !reset) {
            throw new RefusedException("Either a model name or '--reset' flag need to be given");
        }
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.ANY);
        if (found.isPresent() && reset) {
            session.configSwitch().reset(found.get());
        } else if (found.isPresent()) {
            session.configSwitch().apply(found.get(), model);
        }
        return ExitCode.OK;
    }
}
