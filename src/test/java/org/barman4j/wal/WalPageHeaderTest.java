package org.barman4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalPageHeaderTest {
    @Test
    void theClusterAndItsSegmentSizeAreRead() {
        assertThat(WalPageHeader.parse(WalSegments.segment(1)))
                .contains(new WalPageHeader("7641234567890123456", 1 << 20));
    }

    @Test
    void anIdentifierBeyondTheSignedNumbersIsRead() {
        assertThat(WalPageHeader.parse(WalSegments.segment(1, -1, 1 << 20)))
                .contains(new WalPageHeader("18446744073709551615", 1 << 20));
    }

    @ParameterizedTest
    @ValueSource(shorts = {(short) 0xD093, (short) 0xD106, (short) 0xD110, (short) 0xD118})
    void everyReleaseIsKnown(short magic) {
        byte[] segment = WalSegments.segment(1);
        ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN).putShort(0, magic);

        assertThat(WalPageHeader.parse(segment)).isPresent();
    }

    @Test
    void aMachineOfTheOtherByteOrderIsUnderstood() {
        byte[] segment = WalSegments.segment(1);
        ByteBuffer.wrap(segment)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort(0, (short) 0xD110)
                .putShort(2, (short) 2)
                .putLong(24, 5)
                .putInt(32, 1 << 24);

        assertThat(WalPageHeader.parse(segment)).contains(new WalPageHeader("5", 1 << 24));
    }

    @Test
    void whatIsNoSegmentHasNone() {
        assertThat(WalPageHeader.parse(new byte[WalSegments.SIZE])).isEmpty();
        assertThat(WalPageHeader.parse("1\t0/3000000\tno reason\n".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(WalPageHeader.parse(Arrays.copyOf(WalSegments.segment(1), 39)))
                .isEmpty();
        assertThat(WalPageHeader.parse(WalSegments.segment(1, 7, 12345))).isEmpty();
    }
}
