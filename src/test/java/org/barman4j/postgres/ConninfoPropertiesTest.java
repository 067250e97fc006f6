package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConninfoPropertiesTest {
    @Property
    void printingIsTheInverseOfReading(@ForAll("parameters") Map<String, String> parameters) {
        Conninfo conninfo = Conninfo.of(parameters);

        assertThat(Conninfo.parse(conninfo.toString())).isEqualTo(conninfo);
    }

    @Property
    void badStringsEndInOneKindOfException(@ForAll("strings") String text) {
        assertThatCode(() -> read(text)).doesNotThrowAnyException();
    }

    private static void read(String text) {
        try {
            Conninfo.parse(text);
        } catch (PostgresException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        Arbitrary<String> names = Arbitraries.of(Keyword.ALL).map(Keyword::name);
        return Arbitraries.maps(names, Arbitraries.strings().excludeChars('\0'))
                .ofMaxSize(8)
                .map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.of(
                "host", "user", "=", " ", "'", "\\", "@", ":", "/", "?", "&", "%", "%4", "[", "]", ",", "é", "x");
        Arbitrary<String> starts = Arbitraries.of("", "postgresql://", "postgres://");
        return starts.flatMap(start -> pieces.list().ofMaxSize(12).map(list -> start + String.join("", list)));
    }
}
