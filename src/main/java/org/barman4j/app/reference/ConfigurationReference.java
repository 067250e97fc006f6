package org.barman4j.app.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.OptionGroup;
import org.barman4j.config.OptionScope;
import org.barman4j.config.Options;

/** Describes the configuration files: their rules, and every option of the table. */
final class ConfigurationReference {
    private ConfigurationReference() {}

    static String markdown() {
        MarkdownPage page = new MarkdownPage("Configuration");
        describe(page);
        return page.text();
    }

    /** The page for {@code man}. */
    static String manual() {
        ManualPage page = new ManualPage("barman", 5, "configuration files of Barman");
        describe(page);
        page.seeAlso(
                List.of("barman(1)", "barman-config-switch(1)", "barman-config-update(1)", "barman-show-servers(1)"));
        return page.text();
    }

    private static void describe(Page page) {
        files(page);
        rules(page);
        models(page);
        entries(page);
        for (OptionGroup group : OptionGroup.values()) {
            page.section(group.title());
            for (ConfigOption<?> option : Options.all()) {
                if (option.group() == group) {
                    page.subsection(option.name());
                    page.paragraph(option.doc());
                    page.facts(facts(option));
                }
            }
        }
    }

    private static void files(Page page) {
        page.section("Files");
        page.paragraph("Barman reads these files in this order; what a later one says of a server wins.");
        page.item(
                "Main file",
                "The one given with `-c`, or else in the environment variable `BARMAN_CONFIG_FILE`, or else"
                        + " the first there is of `~/.barman.conf`, `/etc/barman.conf` and `/etc/barman/barman.conf`. Only it may"
                        + " say anything in `[barman]`.");
        page.item("Included files", "All `*.conf` files in `configuration_files_directory`, by name.");
        page.item("Changes", "The file `.barman.auto.conf` in `barman_home`, which `barman config-update` writes.");
    }

    private static void rules(Page page) {
        page.section("Syntax");
        page.item(
                "Sections",
                "`[barman]` holds what concerns Barman as a whole, and defaults for all servers. Every other"
                        + " section is a server or a model, called as its header says; `all` is no name for one.");
        page.item(
                "Options",
                "`name = value`, or with a colon. A deeper indented line goes on with the value above it. A"
                        + " pair of quotes around a value is dropped. Where the type is on or off, true and false, yes and no, and"
                        + " 1 and 0 are fine, too.");
        page.item("Comments", "Lines that begin with `#` or `;`. Behind a value there is no room for one.");
        page.item(
                "Percent signs",
                "A percent sign is written `%%%%`. One alone begins a reference: `%(ssh_command)s` puts in"
                        + " another option of the same section and file, `%%(name)s` the name of the server, and"
                        + " `%%(barman_home)s` an option of `[barman]` as it is in force.");
        page.item(
                "Mistakes",
                "A value that an option does not take, and an option that does not exist, are ignored with a"
                        + " warning.");
    }

    private static void models(Page page) {
        page.section("Models");
        page.paragraph(
                "A section with `model = true` and a `cluster` is a model: options that `barman config-switch` lays"
                        + " over a server of the same cluster, until it takes them off again. A model has no defaults and inherits"
                        + " nothing.");
    }

    private static void entries(Page page) {
        page.section("How options are described");
        page.paragraph(
                "Where an option may stand is told with it. A server that lacks an option takes it from `[barman]` if"
                        + " the option is inherited, and has the default otherwise; in `[barman]`, an option of servers that is not"
                        + " inherited does nothing. In a default, `<barman_home>` means the value of that option, and `<name>` the"
                        + " name of the server.");
    }

    private static Map<String, String> facts(ConfigOption<?> option) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Where", place(option));
        facts.put("Type", option.type().description());
        facts.put("Default", OptionDefault.describe(option));
        if (option.scope() != OptionScope.COMPUTED) {
            facts.put("Example", "`" + option.name() + " = " + option.example() + "`");
        }
        return facts;
    }

    private static String place(ConfigOption<?> option) {
        String model = option.modelAllowed() ? ", model" : "";
        return switch (option.scope()) {
            case GLOBAL -> "`[barman]`";
            case SERVER -> "server" + model + "; not inherited";
            case BOTH -> "`[barman]`, server" + model + "; inherited";
            case COMPUTED -> "nowhere";
            case MODEL -> "model";
        };
    }
}
