package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted and refused was tried with {@code ast.literal_eval} of Python 3.11. */
class PythonLiteralTest {
    @Test
    void readsStringsInAllTheirQuotes() {
        assertThat(PythonLiteral.parse("'a\"b'")).isEqualTo("a\"b");
        assertThat(PythonLiteral.parse("\"it's\"")).isEqualTo("it's");
        assertThat(PythonLiteral.parse("''")).isEqualTo("");
        assertThat(PythonLiteral.parse("'''a'b''c'''")).isEqualTo("a'b''c");
        assertThat(PythonLiteral.parse("\"\"\"a\"b\"\"\"")).isEqualTo("a\"b");
        assertThat(PythonLiteral.parse("'''a\nb'''")).isEqualTo("a\nb");
    }

    @Test
    void readsEveryEscape() {
        assertThat(PythonLiteral.parse("'\\n\\t\\r\\\\\\'\\\"\\a\\b\\f\\v'")).isEqualTo("\n\t\r\\'\"\u0007\b\f\u000b");
        assertThat(PythonLiteral.parse("'\\x41\\u00e9\\U0001f600'")).isEqualTo("Aé😀");
        assertThat(PythonLiteral.parse("'\\0\\08\\101\\777'")).isEqualTo("\0\0" + "8Aǿ");
        assertThat(PythonLiteral.parse("'\\N{BULLET}'")).isEqualTo("•");
        assertThat(PythonLiteral.parse("'\\q\\.'")).isEqualTo("\\q\\.");
        assertThat(PythonLiteral.parse("'a\\\nb\\\r\nc'")).isEqualTo("abc");
    }

    @Test
    void keepsBackslashesOfRawStrings() {
        assertThat(PythonLiteral.parse("r'\\n'")).isEqualTo("\\n");
        assertThat(PythonLiteral.parse("R\"a\\\"b\"")).isEqualTo("a\\\"b");
        assertThat(PythonLiteral.parse("u'old' U'er'")).isEqualTo("older");
    }

    @Test
    void takesEveryLineEndForOneNewline() {
        assertThat(PythonLiteral.parse("'''a\r\nb\rc'''")).isEqualTo("a\nb\nc");
        assertThat(PythonLiteral.parse("r'''a\\\r\nb'''")).isEqualTo("a\\\nb");
    }

    @Test
    void joinsAdjacentStrings() {
        assertThat(PythonLiteral.parse("'a' \"b\"r'\\c'")).isEqualTo("ab\\c");
        assertThat(PythonLiteral.parse("('a'\n 'b')")).isEqualTo("ab");
        assertThat(PythonLiteral.parse("'a' \\\n'b'")).isEqualTo("ab");
    }

    @Test
    void readsIntegers() {
        assertThat(PythonLiteral.parse("16384")).isEqualTo(16384L);
        assertThat(PythonLiteral.parse("-1_000")).isEqualTo(-1000L);
        assertThat(PythonLiteral.parse("+ 7")).isEqualTo(7L);
        assertThat(PythonLiteral.parse("00")).isEqualTo(0L);
        assertThat(PythonLiteral.parse("0x_Ff")).isEqualTo(255L);
        assertThat(PythonLiteral.parse("0o17")).isEqualTo(15L);
        assertThat(PythonLiteral.parse("0B11")).isEqualTo(3L);
        assertThat(PythonLiteral.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(PythonLiteral.parse("9223372036854775808")).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }

    @Test
    void readsFloats() {
        assertThat(PythonLiteral.parse("1.")).isEqualTo(1.0);
        assertThat(PythonLiteral.parse(".5")).isEqualTo(0.5);
        assertThat(PythonLiteral.parse("-08.5e-1_0")).isEqualTo(-8.5e-10);
        assertThat(PythonLiteral.parse("1E+5")).isEqualTo(1e5);
        assertThat(PythonLiteral.parse("-0.0")).isEqualTo(-0.0);
        assertThat(PythonLiteral.parse("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void readsNames() {
        assertThat(PythonLiteral.parse("None")).isSameAs(PythonLiteral.NONE).hasToString("None");
        assertThat(PythonLiteral.parse("True")).isEqualTo(true);
        assertThat(PythonLiteral.parse("False")).isEqualTo(false);
    }

    @Test
    void readsListsTuplesAndDictionaries() {
        assertThat(PythonLiteral.parse("[ 1, 'a', ]")).isEqualTo(List.of(1L, "a"));
        assertThat(PythonLiteral.parse("[]")).isEqualTo(List.of());
        assertThat(PythonLiteral.parse("()")).isEqualTo(PythonTuple.of());
        assertThat(PythonLiteral.parse("(1,)")).isEqualTo(PythonTuple.of(1L));
        assertThat(PythonLiteral.parse("(1, 2)")).isEqualTo(PythonTuple.of(1L, 2L));
        assertThat(PythonLiteral.parse("((1))")).isEqualTo(1L);
        assertThat(PythonLiteral.parse("{}")).isEqualTo(Map.of());
        assertThat(PythonLiteral.parse("[('tbs', 16384, '/x')]"))
                .isEqualTo(List.of(PythonTuple.of("tbs", 16384L, "/x")));
        assertThat(PythonLiteral.parse("{'a': {1: None}, (1, 'x'): [],}"))
                .isEqualTo(Map.of("a", Map.of(1L, PythonLiteral.NONE), PythonTuple.of(1L, "x"), List.of()));
    }

    @Test
    void readsATupleWithoutParentheses() {
        assertThat(PythonLiteral.parse("1,")).isEqualTo(PythonTuple.of(1L));
        assertThat(PythonLiteral.parse("1, 'a' # two\n")).isEqualTo(PythonTuple.of(1L, "a"));
    }

    @Test
    void keepsTheOrderOfKeysAndTheLastValueOfEach() {
        Map<?, ?> map = (Map<?, ?>) PythonLiteral.parse("{'z': 1, 'a': 2, 'm': 3, 'z': 4}");

        assertThat(map.keySet()).hasToString("[z, a, m]");
        assertThat(map.values()).hasToString("[4, 2, 3]");
    }

    @Test
    void givesUnmodifiableCollections() {
        assertThat((List<?>) PythonLiteral.parse("[1]")).isUnmodifiable();
        assertThat((Map<?, ?>) PythonLiteral.parse("{1: 2}")).isUnmodifiable();
    }

    @Test
    void passesOverBlanksAndComments() {
        assertThat(PythonLiteral.parse(" \t\f1 # one\n\n")).isEqualTo(1L);
        assertThat(PythonLiteral.parse("\n\r\n1")).isEqualTo(1L);
        assertThat(PythonLiteral.parse("[1, # one\r\n 2\\\n]")).isEqualTo(List.of(1L, 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "# only",
                "1 2",
                "'a' 1",
                "none",
                "nan",
                "inf",
                "-inf",
                "_x",
                "é",
                "a.b",
                "f()",
                "...",
                "1 + 1",
                "1+2j",
                "1j",
                "--1",
                "-(-1)",
                "-'a'",
                "-True",
                "~1",
                "not 1",
                "01",
                "1__0",
                "1_",
                "1e",
                "1e_5",
                "1._5",
                "1_.5",
                "0x",
                "0x__f",
                "0xg",
                "0b2",
                "1L",
                "1a",
                ".",
                "b'x'",
                "br'x'",
                "ur'x'",
                "f'x'",
                "'a'b'c'",
                "'",
                "'a",
                "\"a'",
                "'''a''",
                "'a\nb'",
                "'\\",
                "'\\'",
                "r'\\'",
                "'\\x4'",
                "'\\u12'",
                "'\\U00110000'",
                "'\\N'",
                "'\\N",
                "'\\N{'",
                "'\\N{NO SUCH}'",
                "'\0'",
                "[",
                "[1",
                "[1}",
                "(1]",
                "]",
                "[,]",
                "(,)",
                "[1,,2]",
                "[1 2]",
                "{1}",
                "{1, 2}",
                "{1: 2, 3}",
                "{1:}",
                "{:1}",
                "{'a': 1 'b': 2}",
                "{[]: 1}",
                "{(1, {}): 1}",
                "{**{}}",
                "[*[1]]",
                "set()",
                "'a'\n'b'",
                "1;",
                "'a' if"
            })
    void refusesEverythingElse(String text) {
        assertThatExceptionOfType(PythonLiteralException.class).isThrownBy(() -> PythonLiteral.parse(text));
    }

    @Test
    void saysWhereTheProblemIsButNotWhatTheTextWas() {
        assertThatExceptionOfType(PythonLiteralException.class)
                .isThrownBy(() -> PythonLiteral.parse("['secret', 'open]"))
                .withMessage("unterminated string at position 11")
                .satisfies(failure -> assertThat(failure.position()).isEqualTo(11));
    }

    @Test
    void nestsAsDeeplyAsPythonAndNoDeeper() {
        String deepest = "[".repeat(200) + "]".repeat(200);

        assertThat(PythonLiteral.print(PythonLiteral.parse(deepest))).isEqualTo(deepest);
        assertThatExceptionOfType(PythonLiteralException.class)
                .isThrownBy(() -> PythonLiteral.parse("[" + deepest + "]"))
                .withMessageStartingWith("nested too deeply");
    }

    @Test
    void refusesAnIntegerThatIsTooLongToReadQuickly() {
        String longest = "9".repeat(4300);

        assertThat(PythonLiteral.parse(longest)).isEqualTo(new BigInteger(longest));
        assertThatExceptionOfType(PythonLiteralException.class).isThrownBy(() -> PythonLiteral.parse("1" + longest));
    }

    @Test
    @Timeout(10)
    void readsTenMegabytesInTimeThatGrowsWithTheLength() {
        int size = 10_000_000;

        assertThat((String) PythonLiteral.parse("'" + "\\n".repeat(size / 2) + "'"))
                .hasSize(size / 2);
        assertThat((String) PythonLiteral.parse("'a' ".repeat(size / 4))).hasSize(size / 4);
        assertThat((List<?>) PythonLiteral.parse("[" + "0,".repeat(size / 2) + "]"))
                .hasSize(size / 2);
        assertThat(PythonLiteral.parse("1." + "0".repeat(size))).isEqualTo(1.0);
        assertThatExceptionOfType(PythonLiteralException.class)
                .isThrownBy(() -> PythonLiteral.parse("[".repeat(size)))
                .withMessageStartingWith("nested too deeply");
        assertThatExceptionOfType(PythonLiteralException.class)
                .isThrownBy(() -> PythonLiteral.parse("9".repeat(size)))
                .withMessageStartingWith("integer too long");
    }

    @Test
    void printsStringsInTheQuotesThatNeedFewestEscapes() {
        assertThat(PythonLiteral.print("plain")).isEqualTo("'plain'");
        assertThat(PythonLiteral.print("it's")).isEqualTo("\"it's\"");
        assertThat(PythonLiteral.print("say \"hi\"")).isEqualTo("'say \"hi\"'");
        assertThat(PythonLiteral.print("it's \"quoted\"")).isEqualTo("'it\\'s \"quoted\"'");
    }

    @Test
    void escapesWhatCannotBeSeen() {
        assertThat(PythonLiteral.print("\n\r\t\\\0\u001b\u007f")).isEqualTo("'\\n\\r\\t\\\\\\x00\\x1b\\x7f'");
        assertThat(PythonLiteral.print("\u0080\u009f\u00a0\u00ad")).isEqualTo("'\\x80\\x9f\\xa0\\xad'");
        assertThat(PythonLiteral.print("\u200b\u2028\u2029\ufeff\ue000\u0378\u3000"))
                .isEqualTo("'\\u200b\\u2028\\u2029\\ufeff\\ue000\\u0378\\u3000'");
        assertThat(PythonLiteral.print("\ud800 \udc00")).isEqualTo("'\\ud800 \\udc00'");
        assertThat(PythonLiteral.print(Character.toString(0x10ffff) + Character.toString(0xe0001)))
                .isEqualTo("'\\U0010ffff\\U000e0001'");
        assertThat(PythonLiteral.print("café 日本 😀 ¡")).isEqualTo("'café 日本 😀 ¡'");
    }

    @Test
    void printsEveryType() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", PythonLiteral.NONE);
        map.put(PythonTuple.of(), List.of());

        assertThat(PythonLiteral.print(map)).isEqualTo("{'a': None, (): []}");
        assertThat(PythonLiteral.print(List.of(1, 2L, BigInteger.TEN, 1.5, true, false)))
                .isEqualTo("[1, 2, 10, 1.5, True, False]");
        assertThat(PythonLiteral.print(List.of(PythonTuple.of(1), PythonTuple.of(1, 2))))
                .isEqualTo("[(1,), (1, 2)]");
        assertThat(PythonLiteral.print(Map.of())).isEqualTo("{}");
    }

    @Test
    void refusesToPrintATypeThatHasNoLiteral() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonLiteral.print(List.of(Duration.ZERO)))
                .withMessage("no Python literal for java.time.Duration");
    }
}
