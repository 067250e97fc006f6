package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "sync-wals", description = "Copy archived WAL from the primary node to this passive node.")
final class SyncWalsCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Passive server to copy the WAL to.")
    private String server;
}
