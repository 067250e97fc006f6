package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

/** Expected texts are those of Python's {@code json.dumps}. */
class JsonTextTest {
    @Test
    void writesOneLineWithSortedKeys() {
        assertThat(JsonText.write(sample()))
                .isEqualTo("{\"\": [1, \"x\"], \"Z\": \"z\", \"a\": {\"b\": []}, \"c\": {}, \"n\": null}");
    }

    @Test
    void writesToAnAppendable() throws IOException {
        StringBuilder out = new StringBuilder("> ");

        JsonText.write(List.of(1, 2), out);

        assertThat(out).hasToString("> [1, 2]");
    }

    @Test
    void sortsKeysByCodePointAndNotByUtf16Unit() {
        Map<String, Object> map = Map.of("😀", 1, "\uff5e", 2, "a", 3, "ab", 4);

        assertThat(JsonText.write(map)).isEqualTo("{\"a\": 3, \"ab\": 4, \"\\uff5e\": 2, \"\\ud83d\\ude00\": 1}");
    }

    @Test
    void escapesEverythingThatIsNotPrintableAscii() {
        assertThat(JsonText.write("q\"\\/\b\f\n\r\t\u001f ~\u007fé\u2028😀"))
                .isEqualTo("\"q\\\"\\\\/\\b\\f\\n\\r\\t\\u001f ~\\u007f\\u00e9\\u2028\\ud83d\\ude00\"");
    }

    @Test
    void writesNumbersAsPython() {
        List<Object> numbers = List.of(1, 2L, BigInteger.ONE.shiftLeft(70), 1.0, 1e16, 1e-7);

        assertThat(JsonText.write(numbers)).isEqualTo("[1, 2, 1180591620717411303424, 1.0, 1e+16, 1e-07]");
    }

    @Test
    void writesWordsThatJsonLacksForNumbersThatAreNone() {
        assertThat(JsonText.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("[NaN, Infinity, -Infinity]");
    }

    @Test
    void writesNullForNothingOfEitherKind() {
        assertThat(JsonText.write(Arrays.asList(null, PythonLiteral.NONE, true, false)))
                .isEqualTo("[null, null, true, false]");
    }

    @Test
    void writesATupleAsAList() {
        assertThat(JsonText.write(PythonTuple.of("tbs", 16384))).isEqualTo("[\"tbs\", 16384]");
    }

    @Test
    void writesTheTextOfAnythingElse() {
        assertThat(JsonText.write(Duration.ofSeconds(1))).isEqualTo("\"PT1S\"");
        assertThat(JsonText.write(Map.of(1, 2))).isEqualTo("{\"1\": 2}");
    }

    @Test
    void indentsInTheOrderOfTheMap() throws IOException {
        StringBuilder out = new StringBuilder();

        JsonText.writeIndented(sample(), out, 2, false);

        assertThat(out)
                .hasToString(
                        """
                {
                  "Z": "z",
                  "a": {
                    "b": []
                  },
                  "": [
                    1,
                    "x"
                  ],
                  "c": {},
                  "n": null
                }""");
    }

    @Test
    void indentsWithSortedKeys() throws IOException {
        StringBuilder out = new StringBuilder();

        JsonText.writeIndented(Map.of("systemid", "1", "version", "15"), out, 4, true);

        assertThat(out).hasToString("{\n    \"systemid\": \"1\",\n    \"version\": \"15\"\n}");
    }

    @Test
    void indentsByNothingButStillBreaksLines() throws IOException {
        StringBuilder out = new StringBuilder();

        JsonText.writeIndented(List.of(List.of(), List.of(1)), out, 0, true);

        assertThat(out).hasToString("[\n[],\n[\n1\n]\n]");
    }

    @Property
    void ordersKeysAsTheirCodePoints(@ForAll @UniqueElements List<String> keys) {
        Map<String, Object> map = new LinkedHashMap<>();
        keys.stream().filter(JsonTextTest::isWellFormed).forEach(key -> map.put(key, 0));
        List<String> sorted = new ArrayList<>(map.keySet());
        sorted.sort((one, other) ->
                Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray()));

        String text = JsonText.write(map);

        Map<String, Object> expected = new LinkedHashMap<>();
        sorted.forEach(key -> expected.put(key, 0L));
        assertThat(new ArrayList<>(((Map<?, ?>) PythonLiteral.parse(text)).entrySet()))
                .isEqualTo(new ArrayList<>(expected.entrySet()));
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Map<String, Object> sample() {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("Z", "z");
        sample.put("a", Map.of("b", List.of()));
        sample.put("", PythonTuple.of(1, "x"));
        sample.put("c", Map.of());
        sample.put("n", PythonLiteral.NONE);
        return sample;
    }
}
