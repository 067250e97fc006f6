package org.barman4j.postgres.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsAlertTest {
    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: unknown_ca, tlsv1 alert unknown ca",
        "(handshake_failure) Received fatal alert: handshake_failure, sslv3 alert handshake failure",
        "anything else, anything else",
    })
    void speaksLikeOpenSsl(String java, String openSsl) {
        assertThat(TlsAlert.inWordsOfOpenSsl(java)).isEqualTo(openSsl);
    }
}
