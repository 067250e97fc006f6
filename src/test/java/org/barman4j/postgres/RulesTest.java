package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be less safe than asked for is refused before anybody is connected to. */
class RulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requirepeer=postgres | connection option requirepeer='postgres' is not supported by barman4j",
                "gssencmode=require | connection option gssencmode='require' is not supported by barman4j",
                "sslcertmode=require | connection option sslcertmode='require' is not supported by barman4j",
                "min_protocol_version=3.2 | connection option min_protocol_version='3.2' is not supported by barman4j",
                "scram_client_key=x | connection option scram_client_key='*REDACTED*' is not supported by barman4j",
                "sslmode=require sslrootcert=system | weak sslmode \"require\" may not be used with sslrootcert=system"
                        + " (use \"verify-full\")",
                "sslnegotiation=direct | weak sslmode \"prefer\" may not be used with sslnegotiation=direct"
                        + " (use \"require\", \"verify-ca\", or \"verify-full\")",
            })
    void refusesWhatCannotBeHonoured(String string, String message) {
        Connector connector = new Connector(new Environment(Map.of(), Path.of("/nonexistent"), "me"));
        Conninfo conninfo = Conninfo.parse("host=/nonexistent " + string);

        assertThatThrownBy(() -> connector.connect(conninfo))
                .isInstanceOf(PostgresException.class)
                .hasMessage(message);
    }
}
