package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "receive-wal", description = "Stream WAL from a server until stopped, or manage that stream.")
final class ReceiveWalCommand extends PendingCommand {
    @Option(names = "--stop", description = "Stop the stream that is running.")
    private boolean stop;

    @Option(
            names = "--reset",
            description =
                    "Only make the next stream begin at the server's current WAL file, whatever is missing before it.")
    private boolean reset;

    @Option(names = "--create-slot", description = "Create the replication slot of the configuration.")
    private boolean createSlot;

    @Option(names = "--if-not-exists", description = "Accept with --create-slot a slot that exists already.")
    private boolean ifNotExists;

    @Option(names = "--drop-slot", description = "Drop the replication slot of the configuration.")
    private boolean dropSlot;

    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to stream from.")
    private String server;
}
