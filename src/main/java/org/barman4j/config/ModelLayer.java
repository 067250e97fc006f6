package org.barman4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lays a model over a server and tells what that changes. */
public final class ModelLayer {
    private ModelLayer() {}

    /**
     * What came of it.
     *
     * @param config the server as it is now
     * @param messages what was done, in Barman's words
     * @param applied whether the model is a new one for the server
     */
    public record Outcome(ServerConfig config, List<String> messages, boolean applied) {}

    /** Why the model does not go with the server, if it doesn't. */
    public static Optional<String> mismatch(ServerConfig server, ModelConfig model) {
        String cluster = server.get(Options.CLUSTER).orElse("None");
        if (cluster.equals(model.cluster())) {
            return Optional.empty();
        }
        return Optional.of("Model '" + model.name() + "' has 'cluster=" + model.cluster()
                + "', which is not compatible with 'cluster=" + cluster + "' from server '" + server.name() + "'");
    }

    /** Lays the model over a server of the same cluster. */
    public static Outcome apply(ServerConfig server, ModelConfig model) {
        if (server.activeModel().filter(model.name()::equals).isPresent()) {
            return new Outcome(
                    server,
                    List.of("Model '" + model.name() + "' is already active for server '" + server.name()
                            + "', skipping..."),
                    false);
        }
        List<String> messages = new ArrayList<>();
        messages.add("Applying model '" + model.name() + "' to server '" + server.name() + "'");
        ServerConfig changed = server;
        for (ConfigOption<?> option : Options.all()) {
            Object value = model.override(option).orElse(null);
            Object old = server.raw(option);
            if (value != null && !Objects.equals(value, old)) {
                messages.add("Changing value of option '" + option + "' for server '" + server.name() + "' from '"
                        + shown(old) + "' to '" + shown(value) + "' through the model '" + model.name() + "'");
                changed = changed.withRaw(option, value);
            }
        }
        return new Outcome(changed.withActiveModel(model.name()), List.copyOf(messages), true);
    }

    private static String shown(Object value) {
        return value == null ? "None" : OptionText.of(value);
    }
}
