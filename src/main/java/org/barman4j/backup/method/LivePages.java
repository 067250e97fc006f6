package org.barman4j.backup.method;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.page.PageSource;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;

/** Pages as the server has them now: read here, if it runs here, or by it, if it lets us, or by its host. */
public final class LivePages implements PageSource, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String READ = "dd if=\"$1\" bs=\"$2\" skip=\"$3\" count=1 2>/dev/null | base64";

    private final Path data;
    private final boolean local;
    private final LiveServer live;
    private final Optional<Supplier<? extends Host>> host;

    /**
     * For one server.
     *
     * @param data its data directory
     * @param local whether that is on this host
     * @param host its host, if that can be asked
     */
    public LivePages(Path data, boolean local, LiveServer live, Optional<Supplier<? extends Host>> host) {
        this.data = data;
        this.local = local;
        this.live = live;
        this.host = host;
    }

    @Override
    public synchronized Optional<byte[]> read(String file, long offset, int length) {
        if (local) {
            return here(data.resolve(file), offset, length);
        }
        Optional<byte[]> answer = byServer(file, offset, length);
        return answer.isPresent() || host.isEmpty() ? answer : byHost(file, offset, length);
    }

    private static Optional<byte[]> here(Path file, long offset, int length) {
        if (!Files.exists(file)) {
            return Optional.of(new byte[0]);
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] page = new byte[length];
            content.seek(offset);
            int read = Math.max(0, content.read(page));
            return Optional.of(Arrays.copyOf(page, read));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> byServer(String file, long offset, int length) {
        try {
            return live.session().map(session -> session.value(
                            "SELECT encode(coalesce(pg_read_binary_file(?, ?, ?, true), ''), 'hex')",
                            file,
                            offset,
                            (long) length)
                    .map(hex -> HexFormat.of().parseHex(hex.toString()))
                    .orElse(new byte[0]));
        } catch (PostgresException notAllowed) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> byHost(String file, long offset, int length) {
        Command command = new Command(
                List.of(
                        "sh",
                        "-c",
                        READ,
                        "sh",
                        data.resolve(file).toString(),
                        Integer.toString(length),
                        Long.toString(offset / length)),
                Map.of(),
                PATIENCE);
        try {
            CommandResult result = host.orElseThrow().get().run(command);
            return result.succeeded() ? Optional.of(Base64.getMimeDecoder().decode(result.output())) : Optional.empty();
        } catch (CommandFailedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
