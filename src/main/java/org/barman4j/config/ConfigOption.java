package org.barman4j.config;

import java.util.Optional;

/**
 * One option of the configuration: all that the loader, {@code show-servers} and the reference page need to know.
 *
 * @param defaultText the value where none is given, as it would stand in a file; {@code %(name)s} stands for an option
 *     resolved before; empty for none
 * @param modelAllowed whether a model may set it
 * @param doc what it does, for the sysadmin
 * @param example a sensible value, for the reference page
 */
public record ConfigOption<T>(
        String name,
        OptionGroup group,
        OptionScope scope,
        OptionType<T> type,
        String defaultText,
        boolean modelAllowed,
        String doc,
        String example) {

    /** Whether a server without this option takes it from {@code [barman]}. */
    public boolean inherited() {
        return scope == OptionScope.BOTH;
    }

    /** Whether a server has a value for it. */
    public boolean forServers() {
        return scope != OptionScope.GLOBAL && scope != OptionScope.MODEL;
    }

    public Optional<String> defaultValue() {
        return defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
    }

    /** Options are unique, so identity is equality; the record's own would look at every text. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
