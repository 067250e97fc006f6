package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PythonLiteralPropertiesTest {
    @Property
    void readsBackWhatItPrints(@ForAll("values") Object value) {
        String text = PythonLiteral.print(value);

        assertThat(PythonLiteral.parse(text)).isEqualTo(value);
        assertThat(text).doesNotContain("\n", "\r", "\t");
    }

    @Property
    void answersAnyTextWithAValueOrARefusal(@ForAll("literalLikeTexts") String text) {
        try {
            assertThat(PythonLiteral.parse(text)).isNotNull();
        } catch (PythonLiteralException refusal) {
            assertThat(refusal.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.recursive(
                PythonLiteralPropertiesTest::scalars, PythonLiteralPropertiesTest::collections, 0, 4);
    }

    private static Arbitrary<Object> collections(Arbitrary<Object> items) {
        return Arbitraries.oneOf(
                items.list().ofMaxSize(3).map(list -> (Object) list),
                items.list().ofMaxSize(3).map(PythonTuple::new),
                Arbitraries.maps(scalars(), items).ofMaxSize(3).map(map -> (Object) map));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().map(text -> (Object) text),
                Arbitraries.strings().withChars("'\"\\\n\t x").map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.bigIntegers()
                        .between(BigInteger.ONE.shiftLeft(63), BigInteger.ONE.shiftLeft(200))
                        .map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(true, false, PythonLiteral.NONE));
    }

    @Provide
    Arbitrary<String> literalLikeTexts() {
        List<String> pieces = List.of(
                "'", "\"", "'''", "\\", "\\x", "\\u", "\\N{", "[", "]", "(", ")", "{", "}", ",", ":", "1", "0x", "1.",
                "e5", "-", "_", "None", "True", "r", "b", "\n", "\r", " ", "#", "é", "\0", "😀");
        return Arbitraries.of(pieces).list().ofMaxSize(20).map(list -> String.join("", list));
    }
}
