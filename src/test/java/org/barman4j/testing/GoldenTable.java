package org.barman4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.text.PythonLiteral;

/** A table recorded from Barman: one case a line, tabs between the columns, comments behind {@code #}. */
public final class GoldenTable {
    private GoldenTable() {}

    /** The rows of {@code golden/pretty/<name>.tsv}; each has as many columns as its line has. */
    public static Stream<List<String>> rows(String name) {
        return rows("pretty", name);
    }

    /** The rows of {@code golden/<directory>/<name>.tsv}. */
    public static Stream<List<String>> rows(String directory, String name) {
        String path = "/golden/" + directory + "/" + name + ".tsv";
        try (InputStream in = GoldenTable.class.getResourceAsStream(path)) {
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<List<String>> rows = new ArrayList<>();
            for (String line : content.split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    rows.add(List.of(line.split("\t", -1)));
                }
            }
            return rows.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The text of a JSON string, which is a Python string too. */
    public static String json(String column) {
        return (String) PythonLiteral.parse(column);
    }
}
