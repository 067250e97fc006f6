package org.barman4j.config;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** A set of words, and the name under which Barman shows it. */
public record WordSet(String name, Set<String> words) {
    public WordSet {
        words = Collections.unmodifiableSet(new TreeSet<>(words));
    }

    public boolean contains(String word) {
        return words.contains(word);
    }

    public WordSet with(String word) {
        Set<String> more = new TreeSet<>(words);
        more.add(word);
        return new WordSet(name, more);
    }

    public WordSet without(String word) {
        Set<String> fewer = new TreeSet<>(words);
        fewer.remove(word);
        return new WordSet(name, fewer);
    }

    /** The words with commas between them, as they may stand in a file. */
    public String joined() {
        return String.join(",", words);
    }

    /** As {@code show-servers} prints it: {@code BackupOptions({'concurrent_backup'})}. */
    @Override
    public String toString() {
        return words.isEmpty() ? name + "()" : name + "({'" + String.join("', '", words) + "'})";
    }
}
