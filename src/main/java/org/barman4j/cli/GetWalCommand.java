package org.barman4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "get-wal", description = "Write a WAL file of the archive to standard output or to a directory.")
final class GetWalCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the WAL belongs to.")
    private String server;

    @Parameters(index = "1", paramLabel = "WAL_NAME", description = "Name of the WAL, history or backup label file.")
    private String walName;

    @Option(
            names = {"-o", "--output-directory"},
            paramLabel = "OUTPUT_DIRECTORY",
            description = "Write the file to this directory, under its own name.")
    private Path outputDirectory;

    @Option(
            names = {"-P", "--partial"},
            description = "Take the unfinished .partial file if there is no finished one.")
    private boolean partial;

    @Option(
            names = {"-z", "-x", "--gzip"},
            description = "Compress what is written with gzip.")
    private boolean gzip;

    @Option(
            names = {"-j", "--bzip2"},
            description = "Compress what is written with bzip2.")
    private boolean bzip2;

    @Option(
            names = "--keep-compression",
            description = "Write the file compressed if the archive holds it compressed; rules out --gzip and --bzip2.")
    private boolean keepCompression;

    @Option(
            names = {"-p", "--peek"},
            paramLabel = "SIZE",
            converter = Count.Positive.class,
            description = "Print the names of at most this many WAL files that the archive holds from this one on.")
    private Integer peek;

    @Option(
            names = {"-t", "--test"},
            description = "Only check that WAL could be fetched; WAL_NAME does not matter then.")
    private boolean test;
}
