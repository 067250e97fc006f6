package org.barman4j.config;

import java.util.HashMap;
import java.util.Map;
import org.barman4j.config.OptionType.Parsed;

/**
 * Resolves the options of one section to values.
 *
 * <p>An option's own text comes first, then that of {@code [barman]} if it is inherited, then the default. A text that
 * the option does not take is a warning and counts as absent. Options resolved earlier can be named in later ones.
 */
final class SectionReader {
    private final ConfigSections sections;
    private final ConfigProblems problems;
    private final String name;
    private final Map<String, String> known = new HashMap<>();
    private final Map<ConfigOption<?>, Object> values = new HashMap<>(256);

    SectionReader(ConfigSections sections, ConfigProblems problems, String name, GlobalConfig global) {
        this.sections = sections;
        this.problems = problems;
        this.name = name;
        known.put("name", name);
        known.put("barman_home", global.barmanHome());
        known.put("barman_lock_directory", global.lockDirectory());
        known.put("lock_directory_cleanup", global.lockDirectoryCleanup() ? "True" : "False");
        known.put("config_changes_queue", global.changesQueue());
    }

    /** All options of a server. */
    Map<ConfigOption<?>, Object> server() {
        warnAboutUnknown(false);
        for (ConfigOption<?> option : Options.all()) {
            if (option.forServers()) {
                resolve(option);
            }
        }
        return values;
    }

    /** The options that a model sets, and no others: a model has neither defaults nor inheritance. */
    Map<ConfigOption<?>, Object> model() {
        warnAboutUnknown(true);
        for (ConfigOption<?> option : Options.all()) {
            if (option.modelAllowed()) {
                Parsed<?> found = fromSection(option, name);
                store(option, found.value());
            }
        }
        return values;
    }

    private <T> void resolve(ConfigOption<T> option) {
        Parsed<T> found = Parsed.nothing();
        if (option.scope() != OptionScope.COMPUTED) {
            found = fromSection(option, name);
            if (!found.closed() && option.inherited()) {
                found = fromSection(option, ConfigSections.GLOBAL);
            }
        }
        if (!found.closed()) {
            found = fromDefault(option);
        }
        store(option, found.value());
    }

    private void store(ConfigOption<?> option, Object value) {
        boolean absent = value == null || (value instanceof String text && (text.isEmpty() || text.equals("None")));
        if (!absent) {
            values.put(option, value);
        }
        known.put(option.name(), absent ? "None" : value.toString());
    }

    private <T> Parsed<T> fromSection(ConfigOption<T> option, String section) {
        ConfigSections.Entry entry = sections.section(section).get(option.name());
        if (entry == null) {
            return Parsed.nothing();
        }
        String text = "";
        try {
            text = unquote(entry.value());
            return option.type().parse(text);
        } catch (InvalidValueException e) {
            problems.warning(
                    entry.file(),
                    entry.line(),
                    "Ignoring invalid configuration value '" + text + "' for key " + option.name() + " in [" + section
                            + "] section: " + e.getMessage());
            return Parsed.nothing();
        }
    }

    private <T> Parsed<T> fromDefault(ConfigOption<T> option) {
        String text = option.defaultText();
        if (text.isEmpty()) {
            return new Parsed<>(option.type().unset(), true);
        }
        try {
            return option.type().parse(text.indexOf('%') < 0 ? text : format(text));
        } catch (InvalidValueException e) {
            throw new IllegalStateException("the default of " + option.name() + " is not valid", e);
        }
    }

    /** Defaults are plain templates: no percent sign in the values put into them means anything. */
    private String format(String template) {
        StringBuilder result = new StringBuilder();
        int done = 0;
        int start = template.indexOf("%(");
        while (start >= 0) {
            int end = template.indexOf(")s", start);
            result.append(template, done, start).append(known.get(template.substring(start + 2, end)));
            done = end + 2;
            start = template.indexOf("%(", done);
        }
        return result.append(template.substring(done)).toString();
    }

    /** A literal None is no text, and one pair of quotes around a value of one line goes. */
    static String unquote(String value) {
        if (value.equals("None")) {
            return "";
        }
        int last = value.length() - 1;
        if (last > 0 && value.indexOf('\n') < 0) {
            char quote = value.charAt(0);
            if ((quote == '"' || quote == '\'') && value.charAt(last) == quote) {
                return value.substring(1, last);
            }
        }
        return value;
    }

    private void warnAboutUnknown(boolean model) {
        for (Map.Entry<String, ConfigSections.Entry> entry :
                sections.section(name).entrySet()) {
            ConfigOption<?> option = Options.find(entry.getKey());
            if (option == null || (model ? !option.modelAllowed() : !option.forServers())) {
                problems.warning(
                        entry.getValue().file(),
                        entry.getValue().line(),
                        "Invalid configuration option \"" + entry.getKey() + "\" in [" + name + "] section.");
            }
        }
    }
}
