package org.barman4j.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a connection string, as libpq reads it: keywords and values, or a URI.
 *
 * <p>Only what the string says: services, the environment and defaults are added when a connection is opened. An empty
 * value is a value; it keeps the environment from having a say. Equal to another with the same parameters in the same
 * order.
 */
public final class Conninfo {
    private static final List<String> SECRETS =
            List.of("password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret");

    private static final String HIDDEN = "*REDACTED*";

    private final Map<String, String> parameters;

    private Conninfo(Map<String, String> parameters) {
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Reads a connection string.
     *
     * @throws PostgresException with libpq's words if libpq would not take it
     */
    public static Conninfo parse(String text) {
        if (text.indexOf('\0') >= 0) { // which C can't even say
            throw PostgresException.of("NUL character in connection info string");
        }
        Map<String, String> parameters =
                ConninfoUri.isUri(text) ? ConninfoUri.read(text) : new ConninfoReader(text).read();
        return new Conninfo(parameters);
    }

    /** With these parameters, in their order. */
    public static Conninfo of(Map<String, String> parameters) {
        return new Conninfo(new LinkedHashMap<>(parameters));
    }

    public Optional<String> get(String keyword) {
        return Optional.ofNullable(parameters.get(keyword));
    }

    /** The same with one parameter set. */
    public Conninfo with(String keyword, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(keyword, value);
        return new Conninfo(changed);
    }

    /** All keywords and values, in the order of the string. */
    public Map<String, String> asMap() {
        return parameters;
    }

    /** The text of {@link #toString} without the values that must stay secret. */
    public String redacted() {
        Map<String, String> shown = new LinkedHashMap<>(parameters);
        SECRETS.forEach(secret -> shown.computeIfPresent(secret, (keyword, value) -> HIDDEN));
        return print(shown);
    }

    /** The value of a keyword that may be empty or missing, both as an empty text. */
    String text(String keyword) {
        return parameters.getOrDefault(keyword, "");
    }

    /** The parameters as {@code keyword='value'}, secrets included; {@link #parse} makes the same of it. */
    @Override
    public String toString() {
        return print(parameters);
    }

    private static String print(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((keyword, value) -> {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(keyword).append("='");
            text.append(value.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
        });
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conninfo that
                && List.copyOf(parameters.entrySet()).equals(List.copyOf(that.parameters.entrySet()));
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }
}
