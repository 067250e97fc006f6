package org.barman4j.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was found to be wrong, up to as much as somebody may want to read. For several threads. */
final class Findings {
    private static final int MOST = 1000;

    private final List<String> texts = new ArrayList<>();
    private int count;

    synchronized void add(String text) {
        count++;
        if (texts.size() < MOST) {
            texts.add(text);
        }
    }

    /** In the order of their texts. */
    synchronized List<String> sorted() {
        List<String> sorted = new ArrayList<>(texts);
        Collections.sort(sorted);
        if (count > sorted.size()) {
            sorted.add("and " + (count - sorted.size()) + " more");
        }
        return List.copyOf(sorted);
    }
}
