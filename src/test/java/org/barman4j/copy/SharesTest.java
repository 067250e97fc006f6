package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    private static final long MEGABYTE = 1 << 20;

    /** What a file counts for beside its bytes. */
    private static final long OVERHEAD = 32 << 10;

    @TempDir
    private Path directory;

    private final Map<String, Long> sizes = new TreeMap<>();

    @Test
    void nothingToCopyMakesNoShare() throws IOException {
        assertThat(divide(4)).isEmpty();
    }

    @Test
    void smallWorkMakesOneShare() throws IOException {
        for (int i = 0; i < 100; i++) {
            sizes.put("base/" + i, 8192L);
        }

        assertThat(divide(4)).singleElement().isEqualTo(List.copyOf(sizes.keySet()));
    }

    @Test
    void oneLargeFileMakesOneShare() throws IOException {
        sizes.put("base/1/1", 1024 * MEGABYTE);

        assertThat(divide(4)).containsExactly(List.of("base/1/1"));
    }

    @Test
    void oneJobMakesOneShare() throws IOException {
        sizes.put("a", 512 * MEGABYTE);
        sizes.put("b", 512 * MEGABYTE);

        assertThat(divide(1)).containsExactly(List.of("a", "b"));
    }

    @Test
    void manySmallFilesAreWorkToo() throws IOException {
        for (int i = 0; i < 5000; i++) {
            sizes.put("base/" + i, 0L);
        }

        assertThat(divide(3)).hasSize(3).allSatisfy(share -> assertThat(share).hasSizeBetween(1666, 1667));
    }

    @Test
    void keepsTheOrderOfTheNamesWithinAShare() throws IOException {
        for (int i = 0; i < 500; i++) {
            sizes.put("base/%03d".formatted(i), MEGABYTE);
        }

        assertThat(divide(2)).hasSize(2).allSatisfy(share -> assertThat(share).isSorted());
    }

    @Test
    void keepsEveryByteOfANameButTheNul() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            all.append(c);
        }
        sizes.put(all.toString(), 100 * MEGABYTE);
        sizes.put("other", 100 * MEGABYTE);

        assertThat(divide(2)).containsExactlyInAnyOrder(List.of(all.toString()), List.of("other"));
    }

    @Test
    void addsTheBytesUp() throws IOException {
        try (Shares shares = new Shares(new LocalDisk(), directory.resolve("names"))) {
            assertThat(shares.bytes()).isZero();

            shares.add("a", 5000 * MEGABYTE);
            shares.add("b", 1);

            assertThat(shares.bytes()).isEqualTo(5000 * MEGABYTE + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 127, 500})
    void noShareIsLargerThanTheMeanByMoreThanTheLargestFile(int jobs) throws IOException {
        Random random = new Random(20_261_120);
        for (int i = 0; i < 3000; i++) {
            sizes.put("base/" + i, (long) Math.pow(2, random.nextDouble() * 30));
        }

        List<List<String>> shares = divide(jobs);

        assertThat(shares).hasSize(Math.min(jobs, 127));
        assertHoldEachOnce(shares);
        assertAreBalanced(shares);
    }

    @Test
    void aMillionFilesAreDividedAsWell() throws IOException {
        int count = 1_000_000;
        int jobs = 4;
        long[] loads = new long[jobs];
        int doubles = 0;
        BitSet found = new BitSet(count);
        try (Shares shares = new Shares(new LocalDisk(), directory.resolve("names"))) {
            for (int i = 0; i < count; i++) {
                shares.add(Integer.toString(i), sizeOf(i));
            }

            List<Path> files = shares.divide(jobs);

            assertThat(files).hasSize(jobs);
            for (int share = 0; share < jobs; share++) {
                for (String name : names(files.get(share))) {
                    int number = Integer.parseInt(name);
                    doubles += found.get(number) ? 1 : 0;
                    found.set(number);
                    loads[share] += sizeOf(number) + OVERHEAD;
                }
            }
        }
        assertThat(doubles).isZero();
        assertThat(found.cardinality()).isEqualTo(count);
        long mean = LongStream.of(loads).sum() / jobs;
        assertThat(LongStream.of(loads).max().orElseThrow()).isLessThanOrEqualTo(mean + sizeOf(999) + OVERHEAD);
    }

    private static long sizeOf(int number) {
        return 8192L * (number % 1000);
    }

    @Test
    void aFailingDiskIsNeverTakenForSuccess() throws IOException {
        for (int i = 0; i < 3000; i++) {
            sizes.put("base/" + i, 8192L);
        }
        FaultyDisk counting = FaultyDisk.counting();
        divide(2, counting);

        for (int number = 1; number <= counting.operations(); number++) {
            FaultyDisk failing = FaultyDisk.failingAt(number);
            assertThatIOException()
                    .isThrownBy(() -> divide(2, failing))
                    .withMessageContaining("injected failure of operation " + number + ",");
        }
    }

    private List<List<String>> divide(int jobs) throws IOException {
        return divide(jobs, new LocalDisk());
    }

    private List<List<String>> divide(int jobs, Disk disk) throws IOException {
        try (Shares shares = new Shares(disk, directory.resolve("names"))) {
            for (Map.Entry<String, Long> file : sizes.entrySet()) {
                shares.add(file.getKey(), file.getValue());
            }
            List<List<String>> names = new ArrayList<>();
            for (Path share : shares.divide(jobs)) {
                names.add(names(share));
            }
            return names;
        }
    }

    private static List<String> names(Path share) throws IOException {
        String text = Files.readString(share, StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\0");
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    private void assertHoldEachOnce(List<List<String>> shares) {
        List<String> all = new ArrayList<>();
        shares.forEach(all::addAll);
        all.sort(null);

        assertThat(all.equals(List.copyOf(sizes.keySet()))).isTrue();
    }

    private void assertAreBalanced(List<List<String>> shares) {
        List<Long> loads = shares.stream()
                .map(share -> share.stream()
                        .mapToLong(name -> sizes.get(name) + OVERHEAD)
                        .sum())
                .toList();
        long mean = loads.stream().mapToLong(Long::longValue).sum() / loads.size();
        long largest = sizes.values().stream().mapToLong(Long::longValue).max().orElseThrow() + OVERHEAD;

        assertThat(loads).allSatisfy(load -> assertThat(load).isLessThanOrEqualTo(mean + largest));
    }
}
