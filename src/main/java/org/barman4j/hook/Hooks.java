package org.barman4j.hook;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The four scripts around one kind of event: before and after, and of each one that is repeated until it is content. */
final class Hooks {
    private static final Logger log = LoggerFactory.getLogger(Hooks.class);

    /** The options that name the four scripts. */
    record Names(
            ConfigOption<String> before,
            ConfigOption<String> beforeRetry,
            ConfigOption<String> afterRetry,
            ConfigOption<String> after) {}

    private final HookScript before;
    private final HookScript beforeRetry;
    private final HookScript afterRetry;
    private final HookScript after;

    Hooks(ServerConfig server, Names names, Host host) {
        this(server, names, host, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    }

    Hooks(ServerConfig server, Names names, Host host, HookScript.Pause pause) {
        this.before = new HookScript(server, names.before(), host, pause);
        this.beforeRetry = new HookScript(server, names.beforeRetry(), host, pause);
        this.afterRetry = new HookScript(server, names.afterRetry(), host, pause);
        this.after = new HookScript(server, names.after(), host, pause);
    }

    /** Whether there is any. */
    boolean areConfigured() {
        return before.isConfigured() || beforeRetry.isConfigured() || afterRetry.isConfigured() || after.isConfigured();
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if it must not happen
     */
    void before(Map<String, String> event) {
        before.run(event);
        beforeRetry.run(event);
    }

    /** Runs those after. What they think of it changes nothing. */
    void after(Map<String, String> event) {
        try {
            afterRetry.run(event);
        } catch (HookAbortedException ignored) {
            log.warn("Ignoring stop request of a hook that runs afterwards: {}", ignored.getMessage());
        }
        boolean interrupted = Thread.interrupted(); // in that script, and this one is to hear of the event all the same
        after.run(event);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
