package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "check-wal-archive", description = "Check that the WAL archive is free to be used by a new server.")
final class CheckWalArchiveCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the archive belongs to.")
    private String server;

    @Option(
            names = "--timeline",
            paramLabel = "TIMELINE",
            converter = Count.Positive.class,
            description = "Allow WAL of timelines before this one.")
    private Integer timeline;
}
