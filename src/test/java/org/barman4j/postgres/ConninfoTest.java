package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.GoldenTable;
import org.barman4j.text.JsonInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConninfoTest {
    static Stream<List<String>> recorded() {
        return GoldenTable.rows("libpq", "conninfo");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsWhatLibpqReads(List<String> row) {
        String text = (String) JsonInput.parse(row.get(1));
        Object expected = JsonInput.parse(row.get(2));

        if (row.get(0).equals("ok")) {
            assertThat((Object) Conninfo.parse(text).asMap()).isEqualTo(expected);
        } else {
            assertThatThrownBy(() -> Conninfo.parse(text))
                    .isInstanceOf(PostgresException.class)
                    .hasMessage((String) expected);
        }
    }

    @Test
    void keepsTheOrder() {
        Conninfo conninfo = Conninfo.parse("user=me host=pg");

        assertThat(conninfo).hasToString("user='me' host='pg'").isNotEqualTo(Conninfo.parse("host=pg user=me"));
        assertThat(conninfo.with("user", "o'b\\")).hasToString("user='o\\'b\\\\' host='pg'");
        assertThat(conninfo.with("user", "me")).isEqualTo(conninfo).hasSameHashCodeAs(conninfo);
    }

    @Test
    void hidesSecrets() {
        Conninfo conninfo = Conninfo.parse("postgresql://me:secret@pg/?sslpassword=hidden");

        assertThat(conninfo.redacted()).isEqualTo("user='me' password='*REDACTED*' host='pg' sslpassword='*REDACTED*'");
    }

    @Test
    void keepsThePasswordOfABadUriOutOfTheMessage() {
        assertThatThrownBy(() -> Conninfo.parse("postgresql://me:secret@[::1"))
                .hasMessageContaining("IPv6 host address")
                .hasMessageNotContaining("secret");
    }

    @Test
    void knowsKeywordsOfNewerReleases() {
        assertThat(Conninfo.parse("require_auth=none load_balance_hosts=random").get("require_auth"))
                .contains("none");
    }

    @Test
    void refusesWhatNoFileNameCanHold() {
        assertThatThrownBy(() -> Conninfo.parse("sslcert='a\0b'"))
                .hasMessage("NUL character in connection info string");
    }
}
