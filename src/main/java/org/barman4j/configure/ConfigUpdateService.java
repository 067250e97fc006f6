package org.barman4j.configure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.config.ConfigEditor;
import org.barman4j.config.Configuration;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.JsonInput;
import org.barman4j.text.PythonLiteral;

/**
 * Sets options in configuration files as told by a JSON document.
 *
 * <p>All of the document is checked before anything is written. Then the changes go to a queue, which outlives a crash,
 * and are made one section at a time; one that fails stays at the head of the queue for the next run.
 */
public final class ConfigUpdateService {
    private final Configuration configuration;
    private final Locks locks;
    private final ConfigEditor editor;
    private final ConfigChangesQueue queue;
    private final Notices notices;
    private final ReceiverRestart receivers;

    public ConfigUpdateService(
            Configuration configuration, Locks locks, Disk disk, Notices notices, ReceiverRestart receivers) {
        this.configuration = configuration;
        this.locks = locks;
        this.editor = new ConfigEditor(disk);
        this.queue = new ConfigChangesQueue(Path.of(configuration.global().changesQueue()), disk, notices);
        this.notices = notices;
        this.receivers = receivers;
    }

    /**
     * Makes the changes in a document, and those that were still waiting.
     *
     * @throws RefusedException if the document is not a list of valid changes; nothing is changed then
     */
    public void update(String document) {
        try (HeldLock lock = locks.acquire(LockName.configUpdate())) {
            List<ConfigChange> changes = changes(document);
            List<ConfigChange> waiting = queue.read();
            waiting.addAll(changes);
            queue.write(waiting);
            drain(waiting);
        }
    }

    /** Makes the changes that are still waiting, of a run that did not come to its end. */
    public void drainQueue() {
        if (!queue.isEmpty()) {
            try (HeldLock lock = locks.acquire(LockName.configUpdate())) {
                drain(queue.read());
            } catch (LockBusyException busy) {
                notices.warning("another process is updating barman configuration files");
            }
        }
    }

    private List<ConfigChange> changes(String document) {
        Object json;
        try {
            json = JsonInput.parse(document);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "the changes are not valid JSON: " + e.getMessage(),
                    "Give a list such as '[{\"scope\": \"server\", \"server_name\": \"main\","
                            + " \"parallel_jobs\": \"2\"}]'.");
        }
        if (!(json instanceof List<?> requests)) {
            throw new RefusedException("the changes are not a JSON list of objects");
        }
        List<ConfigChange> changes = new ArrayList<>();
        for (Object request : requests) {
            changes.add(change(request));
        }
        checkTogether(changes);
        return changes;
    }

    /** Two servers that share a directory stop nearly every command, so that must not come of it. */
    private void checkTogether(List<ConfigChange> changes) {
        Configuration changed = configuration;
        for (ConfigChange change : changes) {
            changed = changed.with(change.section(), change.texts());
        }
        for (String conflict : changed.conflicts()) {
            if (!configuration.conflicts().contains(conflict)) {
                throw new RefusedException(conflict, "Give each server directories of its own.");
            }
        }
    }

    private ConfigChange change(Object request) {
        if (!(request instanceof Map<?, ?> members)) {
            throw new RefusedException("the changes are not a JSON list of objects");
        }
        ChangeRequest.Checked checked = new ChangeRequest(members, configuration).check();
        if (checked.isRefused()) {
            notices.error(checked.objection());
            throw new RefusedException("Aborting config\u2010update: invalid section " + PythonLiteral.print(members));
        }
        List<ConfigChange.Setting> settings = new ArrayList<>();
        checked.options()
                .forEach((key, value) ->
                        settings.add(new ConfigChange.Setting(key, value, file(checked.section(), key))));
        return new ConfigChange(checked.section(), settings);
    }

    /** The file to set an option in: where it is set now, or else Barman's own. */
    private String file(String section, String option) {
        return configuration
                .source(section, option)
                .map(Path::toString)
                .orElse(configuration.global().barmanHome() + "/.barman.auto.conf");
    }

    private void drain(List<ConfigChange> waiting) {
        while (!waiting.isEmpty()) {
            ConfigChange change = waiting.get(0);
            try {
                apply(change);
            } catch (BarmanException e) {
                notices.error("Unable to process a set of changes. Exiting.");
                throw e;
            }
            waiting.remove(0);
            queue.write(waiting);
            ServerConfig server = configuration.servers().get(change.section());
            if (server != null && server.isActive()) {
                receivers.restart(server);
            }
        }
    }

    private void apply(ConfigChange change) {
        for (ConfigChange.Setting setting : change.settings()) {
            String old = configuration.text(change.section(), setting.key()).orElse("None");
            editor.set(Path.of(setting.file()), change.section(), setting.key(), setting.value());
            notices.info("Changing value of option '" + setting.key() + "' for section '" + change.section()
                    + "' from '" + old + "' to '" + setting.value() + "' through config-update.");
        }
    }
}
