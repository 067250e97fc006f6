package org.barman4j.postgres.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "::",
                "2001:db8::1",
                "2001:db8:0:1:1:1:1:1",
                "1::",
                "1:0:0:2::3",
                "fe80::1:2:3:4",
                "1:2:3:4:5:6:7:8",
                "1::5:0:0:8",
                "::2:3:4:5:6:7:8"
            })
    void writesAddressesAsTheSystemDoes(String address) throws UnknownHostException {
        String expected = address.equals("::2:3:4:5:6:7:8") ? "0:2:3:4:5:6:7:8" : address;

        assertThat(AddressText.of(InetAddress.getByName(address))).isEqualTo(expected);
    }
}
