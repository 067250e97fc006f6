package org.barman4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name is there: files, headings and commands. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("user.dir"));
    /** What pages show, and nobody reads alone. */
    private static final Set<String> SHOWN = Set.of("images", "performance.tsv");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern PATH = Pattern.compile("(?<![\\w/.~$-])(?:scripts|docs)/[\\w./-]*\\w");
    private static final Pattern SPAN = Pattern.compile("`(barman [^`\n]*)`");

    /** The program, by its name or its path and with options before the command; not a user or container of that name. */
    private static final Pattern CALL = Pattern.compile(
            "(?<!-u )(?<![\\w.@/=-])(?:/[\\w./]*/)?barman(?: -[cf] \\S+| -q| --debug)* (?!barman )([a-z][a-z-]*)");

    @Test
    void everyLinkLeadsSomewhere() {
        int links = 0;
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link : matches(LINK, text(page))) {
                if (!link.group(1).contains("://")) {
                    links++;
                    Path target = page.resolveSibling(link.group(1)).normalize();
                    Path file = link.group(1).isEmpty() ? page : target;
                    if (!Files.exists(file)
                            || (link.group(2) != null && !anchors(file).contains(link.group(2)))) {
                        dead.add(ROOT.relativize(page) + ": " + link.group());
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    @Test
    void everyPathIsThere() {
        Set<String> paths = new TreeSet<>();
        for (Path page : pages()) {
            matches(PATH, text(page)).forEach(path -> paths.add(path.group()));
        }
        assertThat(paths).hasSizeGreaterThan(10).allSatisfy(path -> assertThat(ROOT.resolve(path))
                .exists());
    }

    @Test
    void everyCommandIsOneOfTheProgram() {
        Set<String> commands = new TreeSet<>();
        for (Path page : pages()) {
            String text = text(page);
            text.lines().filter(line -> line.startsWith("    ")).forEach(line -> addCommands(line, commands));
            matches(SPAN, text).forEach(span -> addCommands(span.group(1), commands));
        }
        assertThat(commands).hasSizeGreaterThan(20).allSatisfy(command -> assertThat(
                        Commands.create(command).isPresent() || command.equals("help"))
                .as("barman " + command)
                .isTrue());
    }

    @Test
    void everyPageIsLinkedInReadme() throws IOException {
        String readme = text(ROOT.resolve("README.md"));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsAll(SHOWN)
                    .filteredOn(name -> !SHOWN.contains(name))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("](docs/" + name + ")"));
        }
    }

    private static void addCommands(String code, Set<String> commands) {
        matches(CALL, code).forEach(call -> commands.add(call.group(1)));
    }

    /** How headings of a page are linked to: small letters, hyphens for blanks, nothing else. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new TreeSet<>();
        for (MatchResult heading : matches(HEADING, text(page))) {
            String name = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "");
            anchors.add("#" + name.replace(' ', '-'));
        }
        return anchors;
    }

    private static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
