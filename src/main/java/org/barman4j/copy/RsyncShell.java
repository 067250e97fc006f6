package org.barman4j.copy;

import java.util.List;

/** Writes words for {@code rsync -e}, which takes them apart by rules of its own. */
final class RsyncShell {
    private static final String HARMLESS = "%+,-./:=@_~";

    private RsyncShell() {}

    /** A line that rsync splits into exactly these words: quotes hold blanks, and are doubled to stand for themselves. */
    static String text(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.isEmpty() ? "" : " ");
            text.append(isHarmless(word) ? word : "'" + word.replace("'", "''") + "'");
        }
        return text.toString();
    }

    private static boolean isHarmless(String word) {
        return !word.isEmpty()
                && word.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || HARMLESS.indexOf(c) >= 0);
    }
}
