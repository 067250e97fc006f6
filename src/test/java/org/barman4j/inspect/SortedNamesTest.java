package org.barman4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SortedNamesTest {
    private static final int PRIME = 35_401; // so that each number comes once

    private final SortedNames names = new SortedNames();

    @Test
    void thereMayBeMoreThanAreSortedAtOnce() {
        List<Path> given = IntStream.range(0, PRIME)
                .mapToObj(i -> Path.of(i * 7919L % PRIME + (i % 3 == 0 ? "_fsm" : "")))
                .toList();

        given.forEach(names::add);

        assertThat(inOrder()).isEqualTo(given.stream().sorted().toList());
    }

    @Test
    void noNameIsTooOddForItsPlace() {
        List<Path> odd = Stream.of(
                        "%C3%A9%FF", "%C3%A9", "%C3", "%FF", "%80", "%EF%BF%BD", "a%FFb", "a%C3%A9", "%0A", "a%20b")
                .map(escaped -> Path.of(URI.create("file:///" + escaped)).getFileName())
                .toList();

        odd.forEach(names::add);

        assertThat(inOrder()).isEqualTo(odd.stream().sorted().toList());
    }

    @Test
    void itIsEmptyUntilOneComes() {
        assertThat(names.isEmpty()).isTrue();

        names.add(Path.of("PG_VERSION"));

        assertThat(names.isEmpty()).isFalse();
    }

    private List<Path> inOrder() {
        List<Path> all = new ArrayList<>();
        names.inOrder(all::add);
        return all;
    }
}
