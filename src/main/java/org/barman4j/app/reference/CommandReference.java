package org.barman4j.app.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Describes the command line: on one page in Markdown, and for {@code man} on a page for each command. */
final class CommandReference {
    private static final String HELP_OPTION = "`-h`, `--help`";
    private static final String HELP = "Show the help message and exit.";

    private final CommandEntry top;
    private final List<CommandEntry> commands;

    CommandReference(CommandLine program) {
        this.top = CommandEntry.top(program);
        this.commands = CommandEntry.all(program);
    }

    String markdown() {
        MarkdownPage page = new MarkdownPage("Commands");
        page.paragraph(top.description() + " This is its command line; the options in its configuration files are in"
                + " [configuration.md](configuration.md).");
        page.synopsis(usage());
        general(page);
        page.section("Commands");
        for (CommandEntry command : commands) {
            page.link(command.name(), command.description());
        }
        for (CommandEntry command : commands) {
            page.subsection(command.name());
            page.paragraph(command.description());
            page.synopsis(command.synopsis());
            aliases(page, command);
            parameters(page, command);
            options(page, command);
        }
        return page.text();
    }

    /** The pages for {@code man} by file name. */
    SortedMap<String, String> manual() {
        SortedMap<String, String> pages = new TreeMap<>();
        pages.put("barman.1", overview());
        for (CommandEntry command : commands) {
            pages.put("barman-" + command.name() + ".1", page(command));
        }
        return pages;
    }

    private String overview() {
        ManualPage page = new ManualPage("barman", 1, subject(top));
        page.section("Synopsis");
        page.synopsis(usage());
        page.section("Description");
        page.paragraph(
                "Barman takes backups of PostgreSQL servers and archives their WAL, so that a server can be restored"
                        + " as it was at any moment since its oldest backup. It does so by the commands below, each of which has"
                        + " a manual page of its own. Servers and settings are in configuration files.");
        general(page);
        page.section("Commands");
        for (CommandEntry command : commands) {
            page.item("`" + command.name() + "`", command.description());
        }
        page.section("Files");
        page.item("`/etc/barman.conf`", "The main configuration file.");
        page.item("`/etc/barman.d/*.conf`", "Configuration files of servers.");
        List<String> others = new ArrayList<>(List.of("barman(5)"));
        commands.forEach(command -> others.add("barman-" + command.name() + "(1)"));
        page.seeAlso(others);
        return page.text();
    }

    private String page(CommandEntry command) {
        ManualPage page = new ManualPage("barman-" + command.name(), 1, subject(command));
        page.section("Synopsis");
        page.synopsis(command.synopsis());
        page.section("Description");
        page.paragraph(command.description());
        aliases(page, command);
        if (!command.parameters().isEmpty()) {
            page.section("Arguments");
            parameters(page, command);
        }
        page.section("Options");
        options(page, command);
        page.argument(HELP_OPTION, HELP);
        page.paragraph("The options that stand before every command are in `barman`(1).");
        if (command.parameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("BACKUP"))) {
            shortcuts(page);
        }
        page.section("Exit status");
        ExitCodes.describe(page, command.name());
        page.seeAlso(List.of("barman(1)", "barman(5)"));
        return page.text();
    }

    /** What is the same for all commands. */
    private void general(Page page) {
        page.section("Options");
        for (OptionSpec option : top.options()) {
            page.argument(top.term(option), CommandEntry.meaning(option));
        }
        page.argument(HELP_OPTION, HELP);
        page.argument("`-v`, `--version`", "Show the version of Barman whose behaviour this is, and exit.");
        page.paragraph("These stand before the command, the options of a command after it. Every command takes `-h` and"
                + " `--help`, too. A long option may be shortened as long as no other one begins like it, and `--` ends"
                + " the options.");
        shortcuts(page);
        page.section("Exit status");
        ExitCodes.describe(page);
        page.section("Environment");
        page.item("`BARMAN_CONFIG_FILE`", "The main configuration file, if `--config` does not name one.");
        page.item(
                "`BARMAN_JAVA`, `JAVA_HOME`",
                "The Java program, or the directory of the Java installation, to run"
                        + " with. The first `java` on `PATH` if neither is set.");
        page.item("`BARMAN_JAVA_OPTS`", "More options for Java.");
    }

    private static void shortcuts(Page page) {
        page.section("Shortcuts for backups");
        page.paragraph(
                "A backup is called by its id, by the name given with `backup --name`, or by one of these words:");
        for (BackupShortcut shortcut : BackupShortcut.ALL) {
            page.item(shortcut.term(), shortcut.meaning());
        }
    }

    private static void aliases(Page page, CommandEntry command) {
        if (!command.aliases().isEmpty()) {
            page.paragraph("Other names: `" + String.join("`, `", command.aliases()) + "`.");
        }
    }

    private static void parameters(Page page, CommandEntry command) {
        for (PositionalParamSpec parameter : command.parameters()) {
            page.argument("`" + CommandEntry.term(parameter) + "`", CommandEntry.meaning(parameter));
        }
    }

    private static void options(Page page, CommandEntry command) {
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp()) {
                page.argument(command.term(option), CommandEntry.meaning(option));
            }
        }
    }

    private static String usage() {
        return "barman [OPTION]... COMMAND [ARGUMENT]...";
    }

    /** What a page is about, for its first line: no sentence, so neither a capital nor a full stop. */
    private static String subject(CommandEntry command) {
        String text = command.description();
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1, text.length() - 1);
    }
}
