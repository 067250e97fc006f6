package org.barman4j.containers;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Lets tests run where a Docker engine answers, and says why they don't where none does. */
final class NeedsEngine implements ExecutionCondition {
    /** Set by {@code scripts/setup-containers} to why there is no use in trying. */
    private static final String SKIP = "BARMAN4J_CONTAINERS_SKIP";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Reason.AGAINST
                .map(reason -> ConditionEvaluationResult.disabled("the tests in containers: " + reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("a Docker engine answers"));
    }

    /** Looked for once, and told once. */
    private static final class Reason {
        private static final Optional<String> AGAINST = against();

        private static Optional<String> against() {
            Optional<String> reason = Optional.ofNullable(System.getenv(SKIP));
            if (reason.isEmpty() && !DockerClientFactory.instance().isDockerAvailable()) {
                reason = Optional.of("no Docker engine answers; see scripts/setup-containers");
            }
            reason.ifPresent(why -> System.out.println("SKIPPED: the tests in containers, because " + why));
            return reason;
        }
    }
}
