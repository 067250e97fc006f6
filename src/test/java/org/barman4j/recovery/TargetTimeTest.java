package org.barman4j.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.barman4j.report.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20 10:30:00+01:00, 2026-11-20 10:30:00+01:00",
        "2026-11-20T10:30:00.5Z, 2026-11-20 10:30:00.500000+00:00",
        "2026-11-20 10:30:00 Europe/Rome, 2026-11-20 10:30:00+01:00",
        "2026-07-20 10:30:00 Europe/Rome, 2026-07-20 10:30:00+02:00",
        "2026-07-20 10:30 America/Argentina/Buenos_Aires, 2026-07-20 10:30:00-03:00"
    })
    void zonesAreOffsetsOrNames(String text, String printed) {
        TargetTime time = TargetTime.parse(text);

        assertThat(time.text()).isEqualTo(printed);
        assertThat(time.warning()).isEmpty();
    }

    @Test
    void withoutAZoneItIsTheLocalOneWhichIsTold() {
        assertThat(TargetTime.parse("2026-11-20 10:30:00").warning())
                .hasValueSatisfying(text -> assertThat(text).startsWith("No time zone has been specified"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday-ish",
                "",
                "2026-11-20 10:30:00 Europe/Nowhere",
                "2026-11-20 10:30+01:00 Europe/Rome",
                "2026-11-20 10:30 PST"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> TargetTime.parse(text))
                .withMessageStartingWith("Unable to parse the target time parameter '" + text + "': ");
    }
}
