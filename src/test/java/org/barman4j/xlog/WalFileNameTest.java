package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.barman4j.xlog.WalFileName.BackupLabel;
import org.barman4j.xlog.WalFileName.History;
import org.barman4j.xlog.WalFileName.Partial;
import org.barman4j.xlog.WalFileName.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalFileNameTest {
    private static final WalSegmentName NAME = new WalSegmentName(10, 11, 12);

    @Test
    void tellsTheFourKindsApart() {
        assertThat(WalFileName.parse("0000000A0000000B0000000C")).contains(new Segment(NAME));
        assertThat(WalFileName.parse("0000000A0000000B0000000C.00000028.backup"))
                .contains(new BackupLabel(NAME, "00000028"));
        assertThat(WalFileName.parse("0000000A0000000B0000000C.partial")).contains(new Partial(NAME));
        assertThat(WalFileName.parse("0000000A.history")).contains(new History(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0000000A",
                "0000000A0000000B",
                "0000000A0000000B0000000",
                "0000000A0000000B0000000C0",
                "0000000A0000000B0000000C.28.backup",
                "0000000A0000000B0000000C.0000002G.backup",
                "0000000A0000000B0000000C:00000028.backup",
                "0000000A0000000B0000000C.00000028.backup.partial",
                "0000000A0000000B0000000C.00000028.history",
                "0000000A0000000B0000000C.00000028.backuq",
                "0000000A0000000B0000000C.PARTIAL",
                "0000000A0000000B0000000C.partial.tmp",
                "0000000A0000000B0000000C.gz",
                ".0000000A0000000B0000000C",
                "0000000A0000000B0000000C\n",
                "dir/0000000A0000000B0000000C",
                "0000000A.HISTORY",
                "000000A.history",
                "0000000G.history",
                "0000000A.history.tmp",
                "archive_status"
            })
    void findsNothingInOtherNames(String text) {
        assertThat(WalFileName.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000a0000000b0000000c",
                "0000000a0000000b0000000c.0000abcd.backup",
                "0000000a0000000b0000000c.partial",
                "0000000a.history"
            })
    void keepsTheTextOfALowerCaseNameAndPrintsItsDigitsUpperCase(String text) {
        WalFileName name = WalFileName.parse(text).orElseThrow();

        assertThat(name.text()).isEqualTo(text);
        assertThat(name.toString()).isNotEqualTo(text).isEqualToIgnoringCase(text);
        assertThat(WalFileName.parse(name.toString()).orElseThrow().toString()).isEqualTo(name.toString());
    }

    @Test
    void liesInTheDirectoryOfItsSegmentOrAboveThem() {
        assertThat(new Segment(NAME).hashDirectory()).isEqualTo("0000000A0000000B");
        assertThat(new BackupLabel(NAME, "00000028").hashDirectory()).isEqualTo("0000000A0000000B");
        assertThat(new Partial(NAME).hashDirectory()).isEqualTo("0000000A0000000B");
        assertThat(new History(10).hashDirectory()).isEmpty();
    }

    @Test
    void knowsItsTimeline() {
        assertThat(new Segment(NAME).timeline()).isEqualTo(10);
        assertThat(new BackupLabel(NAME, "00000028").timeline()).isEqualTo(10);
        assertThat(new Partial(NAME).timeline()).isEqualTo(10);
        assertThat(new History(10).timeline()).isEqualTo(10);
    }

    @Test
    void holdsAnOffsetOfEightDigits() {
        assertThat(new BackupLabel(NAME, "0000abcd").offset()).isEqualTo("0000ABCD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackupLabel(NAME, "28"))
                .withMessage("not an offset in a WAL segment: '28'");
        assertThatIllegalArgumentException().isThrownBy(() -> new BackupLabel(NAME, "0000002G"));
    }

    @Property
    void readsBackWhatItPrints(@ForAll int timeline, @ForAll int log, @ForAll int segment) {
        WalSegmentName name = new WalSegmentName(timeline, log, segment);

        assertReadBack(new Segment(name));
        assertReadBack(new BackupLabel(name, name.toString().substring(16)));
        assertReadBack(new Partial(name));
        assertReadBack(new History(timeline));
    }

    private static void assertReadBack(WalFileName name) {
        assertThat(WalFileName.parse(name.toString())).contains(name);
        assertThat(name.text()).isEqualTo(name.toString());
    }
}
