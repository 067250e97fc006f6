package org.barman4j.configure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options to be set in one section, each with the file in which it is to be set. This is what waits in the queue.
 */
record ConfigChange(String section, List<Setting> settings) {
    /** One option, its new text, and the file to write it to. */
    record Setting(String key, String value, String file) {}

    /** The new texts by option. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        settings.forEach(setting -> texts.put(setting.key(), setting.value()));
        return texts;
    }

    /** The form that Barman's queue file has. */
    Map<String, Object> toJson() {
        List<Object> changes = new ArrayList<>();
        for (Setting setting : settings) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("key", setting.key());
            change.put("value", setting.value());
            change.put("config_file", setting.file());
            changes.add(change);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("section", section);
        json.put("changes_set", changes);
        return json;
    }

    /** @throws IllegalArgumentException if it is something else */
    static ConfigChange fromJson(Object json) {
        if (json instanceof Map<?, ?> members
                && members.get("section") instanceof String section
                && members.get("changes_set") instanceof List<?> changes) {
            List<Setting> settings = new ArrayList<>();
            for (Object change : changes) {
                settings.add(setting(change));
            }
            return new ConfigChange(section, List.copyOf(settings));
        }
        throw new IllegalArgumentException("an entry is not a set of changes");
    }

    private static Setting setting(Object json) {
        if (json instanceof Map<?, ?> members
                && members.get("key") instanceof String key
                && members.get("value") instanceof String value
                && members.get("config_file") instanceof String file) {
            return new Setting(key, value, file);
        }
        throw new IllegalArgumentException("an entry is not a change of an option");
    }
}
