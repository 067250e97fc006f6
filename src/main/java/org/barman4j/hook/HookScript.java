package org.barman4j.hook;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hook of one server, if the configuration has it. */
final class HookScript {
    static final int CONTINUE = 62;
    static final int STOP = 63;

    private static final Logger log = LoggerFactory.getLogger(HookScript.class);
    private static final String VERSION = "3.17.0";
    private static final int TRIES_BEFORE_NAP = 6;
    private static final int MOST_OUTPUT = 1 << 16; // what is more than that, nobody reads

    private final ServerConfig server;
    private final ConfigOption<String> option;
    private final Host host;
    private final Pause pause;

    /** What a retry hook does between two tries. */
    @FunctionalInterface
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    HookScript(ServerConfig server, ConfigOption<String> option, Host host, Pause pause) {
        this.server = server;
        this.option = option;
        this.host = host;
        this.pause = pause;
    }

    boolean isConfigured() {
        return server.get(option).filter(script -> !script.isEmpty()).isPresent();
    }

    /**
     * Runs it, a retry hook as often as it wants to.
     *
     * @throws HookAbortedException if it is a retry hook, and asks to stop
     */
    void run(Map<String, String> event) {
        if (!isConfigured()) {
            return;
        }
        String script = server.get(option).orElseThrow();
        if (!isRetry()) {
            once(script, event);
            return;
        }
        int tries = 1;
        int status = once(script, event);
        while (status != 0 && status != CONTINUE && status != STOP) {
            sleep(tries < TRIES_BEFORE_NAP ? Duration.ofSeconds(3) : Duration.ofSeconds(60));
            tries = tries < TRIES_BEFORE_NAP ? tries + 1 : 1;
            status = once(script, event);
        }
        if (status == CONTINUE) {
            log.warn("{} was aborted (got exit status {}, Barman resumes)", script, status);
        } else if (status == STOP) {
            log.error("{} was aborted (got exit status {}, Barman requested to stop)", script, status);
            throw new HookAbortedException(phase() + "_" + name(), script);
        }
    }

    private int once(String script, Map<String, String> event) {
        Command command = Command.of("sh", "-c", script)
                .withEnvironment(environment(event))
                .keepingOutputUpTo(MOST_OUTPUT);
        log.debug("Attempt to run {}: {}", name(), script);
        try {
            CommandResult result = host.run(command);
            if (result.succeeded()) {
                log.debug("{} returned 0", script);
                result.output().lines().forEach(line -> log.debug("{}: {}", name(), line));
                result.complaints().lines().forEach(line -> log.warn("{}: {}", name(), line));
            } else {
                log.warn(
                        "{} returned {}\nOutput details:\n{}{}",
                        script,
                        result.status(),
                        result.output(),
                        result.complaints());
            }
            return result.status();
        } catch (CommandFailedException e) {
            log.error("Exception running {}", name(), e);
            return -1;
        }
    }

    private Map<String, String> environment(Map<String, String> event) {
        Map<String, String> environment = new HashMap<>(event);
        environment.put("PATH", server.searchPath());
        environment.put("BARMAN_VERSION", VERSION);
        environment.put("BARMAN_SERVER", server.name());
        environment.put("BARMAN_CONFIGURATION", server.global().file().toString());
        environment.put("BARMAN_HOOK", name());
        environment.put("BARMAN_PHASE", phase());
        environment.put("BARMAN_RETRY", isRetry() ? "1" : "0");
        return environment;
    }

    private boolean isRetry() {
        return option.name().endsWith("_retry_script");
    }

    private String phase() {
        return option.name().substring(0, option.name().indexOf('_'));
    }

    /** What it is called without its phase: {@code archive_script}. */
    private String name() {
        return option.name().substring(option.name().indexOf('_') + 1);
    }

    private void sleep(Duration time) {
        try {
            pause.last(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HookAbortedException(phase() + "_" + name(), "interrupted");
        }
    }
}
