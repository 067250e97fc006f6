package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    /** As Barman does it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "host=h password=xyzzy user=u | host=h password=*REDACTED* user=u",
                "password= | password=*REDACTED*",
                "mypassword=xyzzy sslpassword=xyzzy | mypassword=*REDACTED* sslpassword=*REDACTED*",
                "password='a xyzzy' user=u | password=*REDACTED* user=u",
                "password='it\\'s xyzzy' user=u | password=*REDACTED* user=u",
                "['-d', 'host=h password=xyzzy', '-v'] | ['-d', 'host=h password=*REDACTED*', '-v']",
                "dsn 'host=h password=xyzzy'. | dsn 'host=h password=*REDACTED*'.",
                "password=a,xyzzy;c d | password=*REDACTED* d",
                "postgresql://u:xyzzy@h:5432/db | postgresql://u:*REDACTED*@h:5432/db",
                "postgresql://u:@h/db | postgresql://u:*REDACTED*@h/db",
                "a postgresql://u:xyzzy@h b postgresql://v:xyzzy@h2 c | a postgresql://u:*REDACTED*@h b postgresql://v:*REDACTED*@h2 c",
                "postgresql://u:xyzzy@h/db?password=xyzzy | postgresql://u:*REDACTED*@h/db?password=*REDACTED*"
            })
    void hidesPasswords(String text, String expected) {
        assertThat(Redaction.passwords(text)).isEqualTo(expected);
    }

    /** Each of these shows at least a part of {@code xyzzy} in Barman. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password = xyzzy user=u | password = *REDACTED* user=u",
                "password =xyzzy | password =*REDACTED*",
                "password= xyzzy user=u | password= *REDACTED* user=u",
                "PassWord=xyzzy | PassWord=*REDACTED*",
                "PGPASSWORD=xyzzy psql | PGPASSWORD=*REDACTED* psql",
                "password='' user=u | password=*REDACTED* user=u",
                "password='open xyzzy | password=*REDACTED*",
                "password=\"a xyzzy\" user=u | password=*REDACTED* user=u",
                "password=a'b xyzzy'c user=u | password=*REDACTED* user=u",
                "password=a\\ xyzzy user=u | password=*REDACTED* user=u",
                "password='a''b xyzzy' user=u | password=*REDACTED* user=u",
                "conninfo = 'password=''a xyzzy'' user=u' | conninfo = 'password=*REDACTED* user=u'",
                "'password=\\'a xyzzy\\' user=u' | 'password=*REDACTED* user=u'",
                "'password=\\'a\\\\\\'b xyzzy\\' user=u' | 'password=*REDACTED* user=u'",
                "\"password=\\\"a xyzzy\\\" user=u\" | \"password=*REDACTED* user=u\"",
                "'password='\"'\"'a xyzzy'\"'\"' user=u' | 'password=*REDACTED* user=u'",
                "'password='\\''a xyzzy'\\'' user=u' | 'password=*REDACTED* user=u'",
                "postgres://u:xyzzy@h | postgres://u:*REDACTED*@h",
                "jdbc:PostgreSQL://u:xyzzy@h | jdbc:PostgreSQL://u:*REDACTED*@h",
                "postgresql://:xyzzy@h | postgresql://:*REDACTED*@h",
                "postgresql://u:p@xyzzy@h/db | postgresql://u:*REDACTED*@h/db",
                "postgresql://u:p:xyzzy@h | postgresql://u:*REDACTED*@h",
                "postgresql://u:p/xyzzy@h | postgresql://u:*REDACTED*@h",
                "postgresql://u:p'xyzzy@h | postgresql://u:*REDACTED*@h",
                "postgresql://u:my xyzzy@h | postgresql://u:*REDACTED*@h",
                "postgresql://u:my p@xyzzy@h | postgresql://u:*REDACTED*@h",
                "postgresql://h:5432/db?password=p@xyzzy z | postgresql://h:*REDACTED* z"
            })
    void hidesWhatBarmanShows(String text, String expected) {
        assertThat(Redaction.passwords(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing here",
                "password authentication failed for user \"x\"",
                "passfile=/x passwords = many",
                "postgresql://u@h/db",
                "postgresql://h:5432/db mail me@example.com",
                "postgresql://u@h:5432/db",
                "postgresql://h",
                "see https://example.com:443/a@b"
            })
    void leavesOtherTextAsTheSameInstance(String text) {
        assertThat(Redaction.passwords(text)).isSameAs(text);
    }

    @Test
    void goesOnAfterTheFirstPassword() {
        assertThat(Redaction.passwords("password=a password='b' password = c."))
                .isEqualTo("password=*REDACTED* password=*REDACTED* password = *REDACTED*");
    }

    @Test
    void givesBackTheQuotesAroundAndThePunctuationBehind() {
        assertThat(Redaction.passwords("['password=x', \"y\"]")).isEqualTo("['password=*REDACTED*', \"y\"]");
        assertThat(Redaction.passwords("(\"password='x'\").\nNext")).isEqualTo("(\"password=*REDACTED*\").\nNext");
        assertThat(Redaction.passwords("'it\\'s password=x\\''")).isEqualTo("'it\\'s password=*REDACTED*\\''");
    }

    @Test
    @Timeout(10)
    void takesTimeThatGrowsWithTheLength() {
        int size = 1_000_000;

        assertThat(Redaction.passwords("password=" + "'".repeat(size))).hasSizeLessThan(size);
        assertThat(Redaction.passwords("password=a" + "'\"".repeat(size))).hasSizeLessThan(size);
        assertThat(Redaction.passwords("password='" + "\\'".repeat(size))).hasSizeLessThan(size);
        assertThat(Redaction.passwords("postgres://".repeat(size / 10))).hasSizeGreaterThan(size);
        assertThat(Redaction.passwords("postgres://u@h:".repeat(size / 10))).hasSizeLessThan(size);
        assertThat(Redaction.passwords("postgres://u:p ".repeat(size / 10))).hasSizeGreaterThan(size);
        assertThat(Redaction.passwords("password ".repeat(size / 10))).hasSize(size / 10 * 9);
    }

    @Property
    void neverShowsAQuotedPassword(@ForAll("secrets") String secret) {
        String quoted = secret.replace("\\", "\\\\").replace("'", "\\'");

        assertThat(Redaction.passwords("host=h password='" + quoted + "' user=u"))
                .doesNotContain("~");
        assertThat(Redaction.passwords("c = 'password=''" + quoted.replace("'", "''") + "'' user=u'"))
                .doesNotContain("~");
        assertThat(Redaction.passwords(PythonLiteral.print("\"password = '" + quoted + "' user=u")))
                .doesNotContain("~");
    }

    @Property
    void neverShowsAnUnquotedPassword(@ForAll("secrets") String secret) {
        String escaped = secret.replace("\\", "\\\\").replace(" ", "\\ ").replace("\n", "\\\n");

        assertThat(Redaction.passwords("host=h password=x" + escaped + " user=u"))
                .doesNotContain("~");
        assertThat(Redaction.passwords("host=h password=x" + escaped.replace("'", "\\'") + " user=u"))
                .doesNotContain("~");
    }

    @Property
    void neverShowsThePasswordOfAUri(@ForAll("secrets") String secret) {
        String encoded = secret.replace(" ", "%20").replace("\n", "%0A");

        assertThat(Redaction.passwords("postgresql://user:" + encoded + "@host/db"))
                .doesNotContain("~");
        assertThat(Redaction.passwords("postgresql://user:" + encoded + "@host/db?password=" + encoded))
                .doesNotContain("~");
        assertThat(Redaction.passwords("postgresql://user:x" + secret.replace("@", "%40") + "@host"))
                .doesNotContain("~");
    }

    @Property
    void changesNothingTheSecondTime(@ForAll("secrets") String secret) {
        String once = Redaction.passwords("a password=" + secret + " postgres://u:" + secret);

        assertThat(Redaction.passwords(once)).isEqualTo(once);
    }

    /** Passwords with every character that quoting gives a meaning to, and a tilde to look for. */
    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> part =
                Arbitraries.strings().withChars("'\"\\ \n,.;:@/?=)ab1").ofMaxLength(8);
        return Combinators.combine(part, part).as((before, after) -> before + "~" + after);
    }
}
