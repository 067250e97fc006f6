package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "sync-info", description = "Print, as JSON, what a passive node needs to know of a server.")
final class SyncInfoCommand extends PendingCommand {
    @Option(names = "--primary", description = "Ask the primary node of a passive server, and print its answer.")
    private boolean primary;

    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to describe.")
    private String server;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LAST_WAL",
            description = "Last WAL file that the passive node has.")
    private String lastWal;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LAST_POSITION",
            converter = Count.Position.class,
            description = "Bytes of xlog.db that the passive node has read.")
    private Long lastPosition;
}
