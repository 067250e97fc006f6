package org.barman4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.archive.GetWalRequest;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "get-wal", description = "Write a WAL file of the archive to standard output or to a directory.")
final class GetWalCommand extends BarmanCommand {
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
    void gzip(boolean chosen) {
        format = chosen ? CompressionFormat.GZIP : format;
    }

    @Option(
            names = {"-j", "--bzip2"},
            description = "Compress what is written with bzip2.")
    void bzip2(boolean chosen) {
        format = chosen ? CompressionFormat.BZIP2 : format;
    }

    private CompressionFormat format;

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

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isEmpty()) {
            return ExitCode.ERROR;
        }
        if (test) {
            session.output().info("Ready to retrieve WAL files from the server " + server);
            return ExitCode.OK;
        }
        if (format != null && keepCompression) {
            throw new RefusedException("argument `" + format + "` not allowed with argument `keep-compression`");
        }
        if (peek != null) {
            session.peekWal(found.get()).peek(walName, peek).forEach(session.output()::item);
            return ExitCode.OK;
        }
        session.getWal(found.get())
                .get(
                        new GetWalRequest(
                                walName,
                                Optional.ofNullable(format),
                                keepCompression,
                                Optional.ofNullable(outputDirectory),
                                partial),
                        session.standardOutput());
        return ExitCode.OK;
    }
}
