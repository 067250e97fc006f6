package org.barman4j.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all configuration files say together: sections of options, where a later file wins over an earlier one. */
final class ConfigSections {
    private static final String SHARED = "DEFAULT";
    static final String GLOBAL = "barman";

    /** A value, interpolated against its own section and file, and where it stands. */
    record Entry(String value, Path file, int line) {}

    private final Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
    private final ConfigProblems problems;

    ConfigSections(ConfigProblems problems) {
        this.problems = problems;
    }

    /** The sections, in the order in which they first appeared. */
    Set<String> names() {
        return sections.keySet();
    }

    /** The options of a section; empty if there is no such section. */
    Map<String, Entry> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    Optional<Entry> entry(String section, String key) {
        return Optional.ofNullable(section(section).get(key));
    }

    /** The same with some options of one section set to other texts. */
    ConfigSections with(String name, Map<String, String> texts, Path file) {
        ConfigSections changed = new ConfigSections(problems);
        changed.sections.putAll(sections);
        Map<String, Entry> section = new LinkedHashMap<>(section(name));
        texts.forEach((key, text) -> section.put(key, new Entry(text, file, 0)));
        changed.sections.put(name, section);
        return changed;
    }

    /** Takes the first file, the only one that may say anything about the program as a whole. */
    void addMain(IniFile file) {
        add(file, true);
    }

    /** Lays another file over what was read before it; a change to {@code [barman]} in there is a problem. */
    void addIncluded(IniFile file) {
        add(file, false);
    }

    private void add(IniFile file, boolean main) {
        Map<String, Map<String, IniFile.Item>> own = bySection(file);
        Map<String, IniFile.Item> shared = own.getOrDefault(SHARED, Map.of());
        for (IniFile.Header header : file.headers()) {
            String name = header.section();
            if (name.equals(SHARED)) {
                continue;
            }
            Map<String, IniFile.Item> items = new LinkedHashMap<>(shared);
            items.putAll(own.getOrDefault(name, Map.of()));
            Map<String, Entry> section = sections.computeIfAbsent(name, any -> new LinkedHashMap<>());
            for (IniFile.Item item : items.values()) {
                Entry entry = new Entry(firstPass(file, items, item), file.file(), item.line());
                if (main || !name.equals(GLOBAL)) {
                    section.put(item.key(), entry);
                } else {
                    refuseChange(section.get(item.key()), entry);
                }
            }
        }
    }

    private void refuseChange(Entry present, Entry change) {
        if (present == null || !present.value().equals(change.value())) {
            problems.fatal(
                    change.file(),
                    change.line(),
                    "the configuration file " + change.file().getFileName() + " contains a not empty [barman] section");
        }
    }

    /**
     * Substitutes what percent signs are left after the first pass, once all files have been read. Whoever wants a
     * literal percent sign writes four, since each pass takes half of them.
     */
    void secondPass() {
        for (Map<String, Entry> section : sections.values()) {
            for (Map.Entry<String, Entry> entry : section.entrySet()) {
                if (entry.getValue().value().indexOf('%') >= 0) {
                    entry.setValue(secondPass(section, entry.getKey(), entry.getValue()));
                }
            }
        }
    }

    private Entry secondPass(Map<String, Entry> section, String key, Entry entry) {
        String value = "";
        try {
            value = new Interpolation(name ->
                            section.containsKey(name) ? section.get(name).value() : null)
                    .apply(entry.value());
        } catch (InvalidValueException e) {
            problems.fatal(entry.file(), entry.line(), "option '" + key + "': " + e.getMessage());
        }
        return new Entry(value, entry.file(), entry.line());
    }

    private static Map<String, Map<String, IniFile.Item>> bySection(IniFile file) {
        Map<String, Map<String, IniFile.Item>> own = new LinkedHashMap<>();
        for (IniFile.Item item : file.items()) {
            own.computeIfAbsent(item.section(), any -> new LinkedHashMap<>()).put(item.key(), item);
        }
        return own;
    }

    private String firstPass(IniFile file, Map<String, IniFile.Item> items, IniFile.Item item) {
        if (item.value().indexOf('%') < 0) {
            return item.value();
        }
        String value;
        try {
            value = new Interpolation(
                            name -> items.containsKey(name) ? items.get(name).value() : null)
                    .apply(item.value());
        } catch (InvalidValueException e) {
            problems.fatal(file.file(), item.line(), "option '" + item.key() + "': " + e.getMessage());
            return "";
        }
        if (!Interpolation.isWellFormed(value)) {
            problems.fatal(
                    file.file(),
                    item.line(),
                    "option '" + item.key() + "': invalid interpolation syntax; a literal '%' is written '%%%%'");
            return "";
        }
        return value;
    }
}
