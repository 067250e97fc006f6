package org.barman4j.check;

import org.barman4j.config.Options;
import org.barman4j.retention.RetentionPolicy;

/** Whether the server's configuration makes sense. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /** The retention policy. */
    static final class Retention implements Check {
        @Override
        public void run(CheckedServer server, CheckLog log) {
            boolean sound = server.config()
                    .get(Options.RETENTION_POLICY)
                    .map(text -> RetentionPolicy.parse(text).isPresent())
                    .orElse(true);
            log.require(
                    "retention policy settings",
                    sound,
                    "see log",
                    "Set retention_policy of server " + server.name()
                            + " to 'REDUNDANCY n' or 'RECOVERY WINDOW OF n DAYS'.");
        }
    }

    /** Settings that contradict each other. Only a failure is shown, and what they are stands below it. */
    static final class Contradictions implements Check {
        static final String LABEL = "configuration";

        @Override
        public void run(CheckedServer server, CheckLog log) {
            if (!server.config().messages().isEmpty()) {
                log.failed(LABEL, "", "Correct these settings of server " + server.name() + ".");
            }
        }
    }
}
