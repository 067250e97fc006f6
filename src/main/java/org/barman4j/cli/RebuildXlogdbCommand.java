package org.barman4j.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "rebuild-xlogdb", description = "Write the list of archived WAL anew from the files in the archive.")
final class RebuildXlogdbCommand extends PendingCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;
}
