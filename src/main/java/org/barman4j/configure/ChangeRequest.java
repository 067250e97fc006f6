package org.barman4j.configure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.barman4j.config.Configuration;
import org.barman4j.config.OptionCheck;
import org.barman4j.config.SectionName;
import org.barman4j.text.PythonLiteral;

/** One object of what {@code config-update} is given: a section and the options to set in it. */
final class ChangeRequest {
    private final Map<?, ?> request;
    private final Configuration configuration;

    ChangeRequest(Map<?, ?> request, Configuration configuration) {
        this.request = request;
        this.configuration = configuration;
    }

    /** What was asked, or why it can't be done. */
    record Checked(String section, Map<String, String> options, String objection) {
        static Checked refused(String objection) {
            return new Checked("", Map.of(), objection);
        }

        boolean isRefused() {
            return !objection.isEmpty();
        }
    }

    Checked check() {
        String scope = text("scope").orElse("None");
        if (!scope.equals("server") && !scope.equals("model")) {
            return invalid("'scope' is invalid: '" + scope + "'. It should be either 'server' or 'model'.");
        }
        String nameKey = scope + "_name";
        Optional<String> name = text(nameKey);
        if (name.isEmpty()) {
            return invalid("'" + nameKey + "' is missing.");
        }
        boolean model = scope.equals("model");
        boolean known = configuration.models().containsKey(name.get());
        if (!SectionName.canBeWritten(name.get())) {
            return invalid(PythonLiteral.print(name.get()) + " can't be the name of a " + scope + ".");
        }
        if (!model && known) {
            return invalid("'" + name.get() + "' is a model, not a server.");
        }
        if (model && configuration.servers().containsKey(name.get())) {
            return invalid("'" + name.get() + "' is a server, not a model.");
        }
        if (model && !known && !request.containsKey("cluster")) {
            return invalid("new model but 'cluster' is missing.");
        }
        return options(name.get(), scope, nameKey, model && !known);
    }

    private Checked options(String name, String scope, String nameKey, boolean newModel) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : request.entrySet()) {
            String key = member.getKey().toString();
            if (key.equals("scope") || key.equals(nameKey)) {
                continue;
            }
            if (!OptionCheck.isAllowed(key, scope.equals("model"))) {
                return Checked.refused(
                        "Invalid option " + PythonLiteral.print(key) + " for " + scope + " '" + name + "'");
            }
            Object value = member.getValue();
            Optional<String> objection = isScalar(value)
                    ? OptionCheck.objection(key, value.toString())
                    : Optional.of("the value must be a text, a number or true or false");
            if (objection.isPresent()) {
                return Checked.refused(
                        "Validation failed for " + scope + " '" + name + "': key '" + key + "' -> " + objection.get());
            }
            options.put(key, value.toString());
        }
        if (newModel) {
            options.putIfAbsent("model", "on");
        }
        return new Checked(name, options, "");
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private Optional<String> text(String key) {
        return request.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private Checked invalid(String reason) {
        return Checked.refused("Invalid section " + PythonLiteral.print(request) + ": " + reason);
    }
}
