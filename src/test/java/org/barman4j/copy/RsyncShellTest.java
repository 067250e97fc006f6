package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RsyncShellTest {
    @Test
    void leavesHarmlessWordsAlone() {
        assertThat(RsyncShell.text(List.of("ssh", "-F", "/etc/ssh/a_b.conf", "-p22", "-oUser=me", "pg@db,2:~")))
                .isEqualTo("ssh -F /etc/ssh/a_b.conf -p22 -oUser=me pg@db,2:~");
    }

    @Test
    void quotesBlanksAndEmptyWords() {
        assertThat(RsyncShell.text(List.of("ssh", "", "two words", "a\tb"))).isEqualTo("ssh '' 'two words' 'a\tb'");
    }

    @Test
    void doublesQuotesWithinQuotes() {
        assertThat(RsyncShell.text(List.of("it's", "'", "\"x\""))).isEqualTo("'it''s' '''' '\"x\"'");
    }

    @Test
    void takesLettersOfOtherScriptsForHarmful() {
        assertThat(RsyncShell.text(List.of("é"))).isEqualTo("'é'");
    }

    @Property
    void isTakenApartIntoTheSameWords(
            @ForAll @Size(min = 1, max = 5)
                    List<@Chars({' ', '\'', '"', '\\', '$', '\n', 'é'}) @CharRange(from = 'a', to = 'c') String>
                            words) {
        assertThat(words(RsyncShell.text(words))).isEqualTo(words);
    }

    /** What rsync does, in do_cmd() of its main.c: only a blank ends a word. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; position < text.length(); position++) {
                char c = text.charAt(position);
                boolean doubled = position + 1 < text.length() && text.charAt(position + 1) == c;
                if (quote == 0 && c == ' ') {
                    break;
                } else if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == quote && !doubled) {
                    quote = 0;
                } else {
                    position += c == quote ? 1 : 0;
                    word.append(c);
                }
            }
            words.add(word.toString());
            position++;
        }
        return words;
    }
}
