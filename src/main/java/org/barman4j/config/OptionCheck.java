package org.barman4j.config;

import java.util.Optional;

/** Checks texts before they are written into a configuration file. */
public final class OptionCheck {
    private OptionCheck() {}

    /** Whether an option may stand in the section of a server, or in that of a model. */
    public static boolean isAllowed(String option, boolean model) {
        ConfigOption<?> known = Options.find(option);
        if (known == null) {
            return false;
        }
        return model ? known.modelAllowed() : known.forServers();
    }

    /** What is wrong with a text for an option, if anything. */
    public static Optional<String> objection(String option, String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            return Optional.of("the value must be a single line");
        }
        if (text.replace("%%%%", "").indexOf('%') >= 0) {
            return Optional.of("a '%' in a configuration file must be written '%%%%'");
        }
        if (ConfigurationBuilder.isRequiredDirectory(option)
                && SectionReader.unquote(text).isEmpty()) {
            return Optional.of("a server can't do without this directory");
        }
        ConfigOption<?> known = Options.find(option);
        try {
            known.type().parse(text);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of(e.getMessage());
        }
    }
}
