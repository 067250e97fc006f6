package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSizeTest {
    @ParameterizedTest
    @CsvSource({"1048576, 4096", "16777216, 256", "67108864, 64", "1073741824, 4"})
    void countsTheSegmentsOfALog(long bytes, int segments) {
        assertThat(new SegmentSize(bytes).segmentsPerLog()).isEqualTo(segments);
    }

    @Test
    void isSixteenMebibytesByDefault() {
        assertThat(SegmentSize.DEFAULT).isEqualTo(new SegmentSize(16777216));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 524288, 1048577, 25165824, 2147483648L, -16777216, Long.MIN_VALUE})
    void refusesWhatInitdbRefuses(long bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SegmentSize(bytes))
                .withMessage("a WAL segment cannot have " + bytes + " bytes");
    }
}
