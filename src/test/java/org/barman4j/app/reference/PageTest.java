package org.barman4j.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void nothingInATextIsACommandToRoff() {
        ManualPage page = new ManualPage("name", 1, "summary");

        page.paragraph(".TH of 'it' with a \\n and a \"-\"");
        page.item("`.conf`", "'quoted' `~/.x-y^`");
        page.argument("`--size SIZE`", ".");

        assertThat(page.text())
                .endsWith(
                        """
                        .PP
                        \\&.TH of \\(aqit\\(aq with a \\en and a \\(dq\\-\\(dq
                        .TP
                        \\fB.conf\\fR
                        \\(aqquoted\\(aq \\fB\\(ti/.x\\-y\\(ha\\fR
                        .TP
                        \\fB\\-\\-size \\fISIZE\\fB\\fR
                        \\&.
                        """);
    }

    @Test
    void nothingInATextIsAMarkToMarkdown() {
        MarkdownPage page = new MarkdownPage("Title");

        page.paragraph("Of *.conf files, <b> and \\n; `*.conf` stays.");

        assertThat(page.text()).endsWith("\nOf \\*.conf files, \\<b> and \\\\n; `*.conf` stays.\n");
    }

    @Test
    void noFoldedLineOfMarkdownBeginsAList() {
        MarkdownPage page = new MarkdownPage("Title");
        String word = "w".repeat(54);

        page.paragraph(word + " " + word + " - " + word);
        page.item("term", word + " " + word + " 63. " + word);

        assertThat(page.text())
                .endsWith("\n" + word + " " + word + " -\n" + word + "\n\n- term: " + word + "\n  " + word + " 63.\n  "
                        + word + "\n");
    }
}
