package org.barman4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barman4j.archive.GetWalRequest;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec;

    @Override
    protected boolean takes(List<String> words) {
        boolean begins = !words.isEmpty() && words.get(0).equals("--partial");
        List<String> names = begins ? words.subList(1, words.size()) : words;
        if (!PlainLine.isNames(2, names)) {
            return false;
        }
        partial = begins;
        server = names.get(0);
        walName = names.get(1);
        return true;
    }

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
        Optional<CompressionFormat> format = format();
        if (format.isPresent() && keepCompression) {
            throw new RefusedException("argument `" + format.get() + "` not allowed with argument `keep-compression`");
        }
        if (peek != null) {
            session.peekWal(found.get()).peek(walName, peek).forEach(session.output()::item);
            return ExitCode.OK;
        }
        session.getWal(found.get())
                .get(
                        new GetWalRequest(
                                walName, format, keepCompression, Optional.ofNullable(outputDirectory), partial),
                        session.standardOutput());
        return ExitCode.OK;
    }

    /** The format asked for; the last one, if it was both. */
    private Optional<CompressionFormat> format() {
        if (gzip && bzip2) {
            List<OptionSpec> matched = spec.commandLine().getParseResult().matchedOptions();
            boolean last = matched.indexOf(spec.findOption("gzip")) > matched.indexOf(spec.findOption("bzip2"));
            return Optional.of(last ? CompressionFormat.GZIP : CompressionFormat.BZIP2);
        }
        return gzip
                ? Optional.of(CompressionFormat.GZIP)
                : bzip2 ? Optional.of(CompressionFormat.BZIP2) : Optional.empty();
    }
}
