package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "archive-wal", description = "Move the WAL that has come in to the archive.")
final class ArchiveWalCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the WAL belongs to.")
    private String server;
}
