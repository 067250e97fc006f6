package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "put-wal", description = "Take in WAL files that come as a tar stream on standard input.")
final class PutWalCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the WAL belongs to.")
    private String server;

    @Option(
            names = {"-t", "--test"},
            description = "Only check that WAL could be taken in.")
    private boolean test;
}
