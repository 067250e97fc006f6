package org.barman4j.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.barman4j.config.ConfigLoader;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.RecordingNotices;
import org.junit.jupiter.api.Test;

/** How often a hook is run, and what becomes of its exit code. Its commands are run by a list of exit codes. */
class HookScriptTest extends HomeTest {
    private final Deque<Integer> codes = new ArrayDeque<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private final Host host = new Host() {
        @Override
        public CommandResult run(Command command) {
            commands.add(command);
            return new CommandResult(codes.remove(), "", "");
        }

        @Override
        public String label() {
            return "a list of exit codes";
        }
    };

    private ServerConfig server() {
        home.write(home.serverConfig(), SERVER);
        return ConfigLoader.open(home.config().toString(), Map.of())
                .load(Map.of(), new RecordingNotices())
                .servers()
                .get("main");
    }

    private static final String SERVER =
            """
            [main]
            conninfo = host=pg
            ssh_command = ssh pg
            archiver = on
            path_prefix = /opt/pg/bin
            pre_archive_script = check "$BARMAN_FILE"
            pre_archive_retry_script = try
            post_archive_retry_script = tell
            """;

    private HookScript hook(ConfigOption<String> option) {
        return new HookScript(server(), option, host, pauses::add);
    }

    @Test
    void aPlainHookRunsOnceWhateverComesOfIt() {
        codes.add(1);

        hook(Options.PRE_ARCHIVE_SCRIPT).run(Map.of("BARMAN_SEGMENT", "x"));

        assertThat(commands).singleElement().satisfies(command -> {
            assertThat(command.argv()).containsExactly("sh", "-c", "check \"$BARMAN_FILE\"");
            assertThat(command.environment())
                    .containsEntry("BARMAN_SEGMENT", "x")
                    .containsEntry("BARMAN_SERVER", "main")
                    .containsEntry("BARMAN_HOOK", "archive_script")
                    .containsEntry("BARMAN_PHASE", "pre")
                    .containsEntry("BARMAN_RETRY", "0")
                    .containsEntry("BARMAN_VERSION", "3.17.0")
                    .containsEntry("BARMAN_CONFIGURATION", home.config().toString());
            assertThat(command.environment().get("PATH")).startsWith("/opt/pg/bin:");
        });
    }

    @Test
    void aHookThatIsNotConfiguredDoesNothing() {
        hook(Options.POST_ARCHIVE_SCRIPT).run(Map.of());

        assertThat(commands).isEmpty();
    }

    @Test
    void aRetryHookIsRunUntilItSucceedsWithALongRestAfterSix() {
        codes.addAll(List.of(1, 2, 3, 4, 5, 6, 7, 0));

        hook(Options.PRE_ARCHIVE_RETRY_SCRIPT).run(Map.of());

        assertThat(commands).hasSize(8);
        Duration brief = Duration.ofSeconds(3);
        assertThat(pauses).containsExactly(brief, brief, brief, brief, brief, Duration.ofSeconds(60), brief);
    }

    @Test
    void aRetryHookMayAskToGoOnOrToStop() {
        codes.addAll(List.of(62, 63));
        HookScript hook = hook(Options.PRE_ARCHIVE_RETRY_SCRIPT);

        hook.run(Map.of());
        assertThatThrownBy(() -> hook.run(Map.of()))
                .isInstanceOf(HookAbortedException.class)
                .hasMessage("Abort 'pre_archive_retry_script' retry hook script (try, exit code: 63)");
        assertThat(pauses).isEmpty();
    }

    @Test
    void behindTheEventNothingCanBeStopped() {
        codes.add(63);

        new ArchiveHooks(server(), host, pauses::add).after(new WalEvent("x", 1, 2.5, "gzip"), Path.of("/x"), "full");

        assertThat(commands.get(0).environment())
                .containsEntry("BARMAN_TIMESTAMP", "2.5")
                .containsEntry("BARMAN_COMPRESSION", "gzip")
                .containsEntry("BARMAN_ERROR", "full");
    }
}
