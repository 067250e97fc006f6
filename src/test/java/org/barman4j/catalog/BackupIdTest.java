package org.barman4j.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:01:07Z, 20261120T170107",
        "2026-01-02T03:04:05.999999+02:00, 20260102T030405",
        "2026-11-20T00:00Z, 20261120T000000",
        "2026-12-31T23:59:59-11:30, 20261231T235959"
    })
    void isTheTimeInTheFiguresOfItsOffset(String time, String id) {
        assertThat(BackupId.at(OffsetDateTime.parse(time))).isEqualTo(new BackupId(id));
        assertThat(BackupId.isWellFormed(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "20261120170107", "20261120t170107", "20261120T17010", "2026112OT170107"})
    void findsOtherTextsIllFormed(String text) {
        assertThat(BackupId.isWellFormed(text)).isFalse();
    }

    @Test
    void sortsByTime() {
        assertThat(new BackupId("20261120T170107"))
                .isGreaterThan(new BackupId("20261120T170106"))
                .isLessThan(new BackupId("20270101T000000"));
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BackupId(""));
    }
}
