package org.barman4j.cli;

import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "config-update", description = "Set options in the configuration files, as told by a JSON document.")
final class ConfigUpdateCommand extends BarmanCommand {
    @Parameters(
            index = "0",
            paramLabel = "JSON",
            description = "A list of objects, each with 'scope' (server or model), 'server_name' or 'model_name', and"
                    + " the options to set.")
    private String changes;

    @Override
    protected ExitCode run(Session session) {
        session.configUpdate().update(changes);
        return ExitCode.OK;
    }
}
