package org.barman4j.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;
import org.barman4j.text.PythonFloat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks around the archiving of a WAL file. */
public final class ArchiveHooks {
    private static final Logger log = LoggerFactory.getLogger(ArchiveHooks.class);

    private final HookScript before;
    private final HookScript beforeRetry;
    private final HookScript afterRetry;
    private final HookScript after;

    public ArchiveHooks(ServerConfig server, Host host) {
        this(server, host, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    }

    ArchiveHooks(ServerConfig server, Host host, HookScript.Pause pause) {
        this.before = script(server, Options.PRE_ARCHIVE_SCRIPT, host, pause);
        this.beforeRetry = script(server, Options.PRE_ARCHIVE_RETRY_SCRIPT, host, pause);
        this.afterRetry = script(server, Options.POST_ARCHIVE_RETRY_SCRIPT, host, pause);
        this.after = script(server, Options.POST_ARCHIVE_SCRIPT, host, pause);
    }

    private static HookScript script(
            ServerConfig server, ConfigOption<String> option, Host host, HookScript.Pause pause) {
        return new HookScript(server, option, host, pause);
    }

    /** What a hook is told about a WAL file. */
    public record Wal(String name, long size, double time, String compression) {}

    /** Whether there is any. */
    public boolean areConfigured() {
        return before.isConfigured() || beforeRetry.isConfigured() || afterRetry.isConfigured() || after.isConfigured();
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if the file must stay where it is
     */
    public void before(Wal wal, Path source) {
        Map<String, String> event = event(wal, source, "");
        before.run(event);
        beforeRetry.run(event);
    }

    /** Runs those behind. What they think of it changes nothing. */
    public void after(Wal wal, Path destination, String error) {
        Map<String, String> event = event(wal, destination, error);
        try {
            afterRetry.run(event);
        } catch (HookAbortedException ignored) {
            log.warn("Ignoring stop request of a hook that runs after archiving: {}", ignored.getMessage());
        }
        after.run(event);
    }

    private static Map<String, String> event(Wal wal, Path file, String error) {
        return Map.of(
                "BARMAN_SEGMENT", wal.name(),
                "BARMAN_FILE", file.toString(),
                "BARMAN_SIZE", Long.toString(wal.size()),
                "BARMAN_TIMESTAMP", PythonFloat.print(wal.time()),
                "BARMAN_COMPRESSION", wal.compression(),
                "BARMAN_ERROR", error);
    }
}
