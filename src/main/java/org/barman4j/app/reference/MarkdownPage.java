package org.barman4j.app.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A page in Markdown, folded so that it reads well on a terminal, too. */
final class MarkdownPage implements Page {
    private static final int WIDTH = 110;

    /** What would begin a list, a heading or a quotation if it came first on a line. */
    private static final Pattern MARKER = Pattern.compile("[-+*>=]|#+|[0-9]+[.)]");

    private final StringBuilder text = new StringBuilder();
    private boolean inList;

    MarkdownPage(String title) {
        text.append("# ")
                .append(title)
                .append("\n\n<!-- Written by scripts/generate-docs: change the program, not this file. -->\n");
    }

    @Override
    public void section(String title) {
        block("## " + plain(title));
    }

    @Override
    public void subsection(String title) {
        block("### " + plain(title));
    }

    @Override
    public void paragraph(String paragraph) {
        block(fold(render(paragraph), ""));
    }

    @Override
    public void item(String term, String meaning) {
        entry(render(term) + ": " + render(meaning));
    }

    @Override
    public void argument(String term, String meaning) {
        item(term, meaning);
    }

    /** An entry of a list of sections of this page. */
    void link(String title, String meaning) {
        entry("[`" + title + "`](#" + title + "): " + render(meaning));
    }

    @Override
    public void facts(Map<String, String> facts) {
        facts.forEach(this::item);
    }

    @Override
    public void synopsis(String line) {
        block("    " + line);
    }

    @Override
    public String text() {
        return text.toString();
    }

    private void block(String block) {
        text.append('\n').append(block).append('\n');
        inList = false;
    }

    private void entry(String entry) {
        if (!inList) {
            text.append('\n');
        }
        text.append("- ").append(fold(entry, "  ")).append('\n');
        inList = true;
    }

    private static String render(String text) {
        return Page.inline(text, MarkdownPage::plain, code -> "`" + code + "`");
    }

    private static String plain(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("<", "\\<");
    }

    private static String fold(String paragraph, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : paragraph.split(" ", -1)) {
            boolean full = indent.length() + line.length() + 1 + word.length() > WIDTH;
            if (full && !line.isEmpty() && !MARKER.matcher(word).matches()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return String.join("\n" + indent, lines);
    }
}
