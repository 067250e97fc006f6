package org.barman4j.app.reference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;

/** Words for the default of an option; the value of another option stands in it as {@code <name>}. */
final class OptionDefault {
    private static final Pattern REFERENCE = Pattern.compile("%\\((\\w+)\\)s");

    private OptionDefault() {}

    static String describe(ConfigOption<?> option) {
        String text = option.defaultText();
        if (text.isEmpty()) {
            return "none";
        }
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.find()) {
            return "`" + text + "`";
        }
        if (!isKnown(reference.group(1))) {
            return "`" + text.replace("%", "%%%%") + "`"; // percent signs of the value's own
        }
        if (reference.end() == text.length() && reference.start() == 0) {
            return reference.group(1).equals("name")
                    ? "the name of the server"
                    : "that of `" + reference.group(1) + "`";
        }
        return "`" + reference.replaceAll("<$1>") + "`";
    }

    private static boolean isKnown(String name) {
        return name.equals("name") || Options.named(name).isPresent();
    }
}
