package org.barman4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.barman4j.xlog.WalSegmentName;

/** One pass over the catalogue for all backups comes to what a pass for each of them does. */
class WalAccountPropertiesTest {
    @Property
    void onePassForAllEqualsOnePassForEach(
            @ForAll("lines") List<WalInfo> lines, @ForAll("ranges") List<WalRange> ranges) {
        WalAccount account = new WalAccount();
        List<Integer> numbers = new ArrayList<>();
        ranges.forEach(range -> numbers.add(account.open(range)));

        read(lines, account);

        for (int i = 0; i < ranges.size(); i++) {
            assertThat(account.usage(numbers.get(i)))
                    .as("%s in %s", ranges.get(i), lines)
                    .isEqualTo(alone(lines, ranges.get(i)));
        }
    }

    private static void read(List<WalInfo> lines, WalAccount account) {
        WalLine line = new WalLine();
        for (WalInfo info : lines) {
            byte[] bytes = info.toLine().getBytes(StandardCharsets.UTF_8);
            line.set(bytes, 0, bytes.length - 1);
            account.line(line);
        }
    }

    /** Barman's own way: reads the lines for one backup and stops at the first behind its limit. */
    private static WalUsage alone(List<WalInfo> lines, WalRange range) {
        int required = 0;
        long requiredSize = 0;
        int following = 0;
        long followingSize = 0;
        WalInfo first = null;
        WalInfo last = null;
        for (WalInfo info : lines) {
            String name = info.name();
            boolean segment = name.length() == 24;
            if (!segment || name.compareTo(range.begin().toString()) < 0) {
                continue;
            }
            if (name.substring(0, 8).compareTo(range.begin().toString().substring(0, 8)) > 0) {
                continue;
            }
            if (name.compareTo(range.limit().toString()) > 0) {
                break;
            }
            if (name.equals(range.begin().toString())) {
                first = info;
            }
            if (name.compareTo(range.end().toString()) <= 0) {
                required++;
                requiredSize += info.size();
            } else {
                following++;
                followingSize += info.size();
            }
            last = info;
        }
        return last == null
                ? WalUsage.NONE
                : new WalUsage(
                        required,
                        requiredSize,
                        following,
                        followingSize,
                        first != null,
                        last.name(),
                        last.time(),
                        first == null ? 0 : last.time() - first.time());
    }

    @Provide
    Arbitrary<List<WalInfo>> lines() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(20, segments().map(WalSegmentName::toString)),
                Tuple.of(1, Arbitraries.of("00000002.history", "000000010000000000000003.partial")),
                Tuple.of(1, Arbitraries.of("000000010000000000000002.00000028.backup")));
        return Combinators.combine(
                        names,
                        Arbitraries.longs().between(0, 1L << 24),
                        Arbitraries.integers().between(0, 100_000))
                .as((name, size, time) -> new WalInfo(name, size, 1.7e9 + time / 8.0, "", ""))
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<WalRange>> ranges() {
        Arbitrary<WalSegmentName> limits = Arbitraries.oneOf(segments(), Arbitraries.just(WalRange.NO_LIMIT));
        return Combinators.combine(segments(), segments(), limits)
                .as(WalRange::new)
                .list()
                .ofMaxSize(6);
    }

    private static Arbitrary<WalSegmentName> segments() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 9))
                .as(WalSegmentName::new);
    }
}
