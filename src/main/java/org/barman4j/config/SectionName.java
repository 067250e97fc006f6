package org.barman4j.config;

import java.util.Set;

/** What the name of a server or a model has to be like. */
public final class SectionName {
    private static final Set<String> RESERVED =
            Set.of(ConfigSections.GLOBAL, "DEFAULT", "all", "_DEBUG", "_INFO", "_WARNING", "_ERROR");

    private SectionName() {}

    /** Whether a server of this name can be worked with: names become parts of paths and members of JSON objects. */
    static boolean isUsable(String name) {
        return !name.isBlank()
                && !name.startsWith(".")
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && !RESERVED.contains(name);
    }

    /** Whether a section of this name can be written into a file and read again. */
    public static boolean canBeWritten(String name) {
        return isUsable(name) && name.indexOf(']') < 0;
    }
}
