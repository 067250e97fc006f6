package org.barman4j.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.io.StorageException;
import org.barman4j.report.ExitCode;
import org.barman4j.sync.PrimaryNode;
import org.barman4j.sync.SyncPosition;
import org.barman4j.text.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sync-info", description = "Print, as JSON, what a passive node needs to know of a server.")
final class SyncInfoCommand extends BarmanCommand {
    private static final int INDENT = 4;

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
            description = "Where the line of that file begins in xlog.db, in bytes.")
    private Long lastPosition;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        if (found.isPresent()) {
            SyncPosition since = new SyncPosition(
                    Optional.ofNullable(lastWal),
                    lastPosition == null ? OptionalLong.empty() : OptionalLong.of(lastPosition));
            if (primary) {
                askPrimary(session, session.primaryNode(found.get()), since);
            } else {
                tell(session, found.get(), since);
            }
        }
        return ExitCode.OK;
    }

    private static void askPrimary(Session session, PrimaryNode node, SyncPosition since) {
        node.ask(since);
        try {
            session.output().item(node.text().stripTrailing());
        } catch (IOException e) {
            throw StorageException.because("read " + node.file(), e);
        }
    }

    /** Without a line end, as Barman does. */
    private static void tell(Session session, ServerConfig found, SyncPosition since) {
        try {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(session.standardOutput(), StandardCharsets.US_ASCII), 1 << 16);
            JsonText.writeIndented(session.syncInfo(found).tell(since), out, INDENT, false);
            out.flush();
        } catch (IOException e) {
            throw StorageException.because("write to standard output", e);
        }
    }
}
