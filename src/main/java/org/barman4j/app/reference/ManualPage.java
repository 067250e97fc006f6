package org.barman4j.app.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A page for {@code man}. It bears no date, so that the same program always gives the same page. */
final class ManualPage implements Page {
    /** Words in capitals, which the reader replaces in a term or a synopsis. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\b[A-Z][A-Z_]+\\b");

    private final StringBuilder text = new StringBuilder();

    private boolean underHeading;

    /**
     * Begins a page.
     *
     * @param summary what it is about, as {@code apropos} shows it
     */
    ManualPage(String name, int section, String summary) {
        line(".TH \"" + escape(name.toUpperCase(Locale.ROOT)) + "\" \"" + section
                + "\" \"\" \"barman4j\" \"Barman manual\"");
        line(".nh"); // nobody wants a hyphen in a name that they are about to copy
        line(".ad l");
        section("NAME");
        line(escape(name) + " \\- " + escape(summary));
    }

    @Override
    public void section(String title) {
        line(".SH \"" + escape(title.toUpperCase(Locale.ROOT)) + "\"");
        underHeading = true;
    }

    @Override
    public void subsection(String title) {
        line(".SS \"" + escape(title) + "\"");
        underHeading = true;
    }

    @Override
    public void paragraph(String paragraph) {
        beginParagraph();
        line(render(paragraph));
    }

    @Override
    public void item(String term, String meaning) {
        entry(render(term), meaning);
    }

    @Override
    public void argument(String term, String meaning) {
        entry(Page.inline(term, ManualPage::escape, ManualPage::template), meaning);
    }

    @Override
    public void facts(Map<String, String> facts) {
        boolean first = true;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (first) {
                beginParagraph();
            } else {
                line(".br");
            }
            line(render(fact.getKey() + ": " + fact.getValue()));
            first = false;
        }
    }

    @Override
    public void synopsis(String line) {
        line(template(line));
    }

    /** Ends the page with the names of others, each with its section in parentheses. */
    void seeAlso(List<String> pages) {
        section("SEE ALSO");
        List<String> references = new ArrayList<>();
        for (String page : pages) {
            int section = page.indexOf('(');
            references.add("\\fB" + escape(page.substring(0, section)) + "\\fR" + page.substring(section));
        }
        line(String.join(",\n", references));
    }

    @Override
    public String text() {
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
        underHeading = false;
    }

    /** A heading has begun one already, and mandoc warns of two. */
    private void beginParagraph() {
        if (!underHeading) {
            line(".PP");
        }
    }

    private void entry(String term, String meaning) {
        line(".TP");
        line(term);
        line(render(meaning));
    }

    private static String render(String text) {
        String rendered = Page.inline(text, ManualPage::escape, ManualPage::literal);
        return rendered.startsWith(".") ? "\\&" + rendered : rendered;
    }

    private static String literal(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    private static String template(String text) {
        return "\\fB" + PLACEHOLDER.matcher(escape(text)).replaceAll("\\\\fI$0\\\\fB") + "\\fR";
    }

    /** Keeps roff from reading, and from prettifying, what it should print. */
    private static String escape(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("\"", "\\(dq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }
}
