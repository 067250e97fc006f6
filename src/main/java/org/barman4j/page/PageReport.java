package org.barman4j.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.page.PageWitness.Verdict;
import org.barman4j.text.JsonInput;
import org.barman4j.text.JsonText;

/**
 * What the examination of a backup's pages found. It is kept in a file of its own beside the metadata, as Barman refuses
 * metadata with fields that it does not know.
 *
 * @param examined how many pages were looked at
 * @param bad in order
 * @param rewritten pages with wrong checksums that don't count, since WAL has them; in order
 */
public record PageReport(long examined, List<BadPage> bad, List<PageAddress> rewritten) {
    private static final int LIMIT = 16 << 20;

    /** So many bad pages are noted one by one; a disk that is gone has millions. */
    private static final int NOTED = 10_000;

    public PageReport {
        bad = List.copyOf(bad);
        rewritten = List.copyOf(rewritten);
    }

    /** What there is for a backup whose pages were not examined. */
    public static final PageReport NONE = new PageReport(-1, List.of(), List.of());

    /** Whether pages were examined at all. */
    public boolean isKnown() {
        return examined >= 0;
    }

    /** The same with more bad pages. Those it has already are not there twice. */
    public PageReport with(List<BadPage> more) {
        TreeMap<PageAddress, BadPage> all = new TreeMap<>();
        more.forEach(page -> all.put(page.address(), page));
        bad.forEach(page -> all.put(page.address(), page));
        return new PageReport(examined, List.copyOf(all.values()), rewritten);
    }

    /** Reads the report of a backup; {@link #NONE} if its pages were not examined, or if the file is damaged. */
    public static PageReport read(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            if (JsonInput.parse(SmallFile.text(file, LIMIT)) instanceof Map<?, ?> members
                    && members.get("examined") instanceof Number examined
                    && members.get("bad") instanceof List<?> list) {
                List<BadPage> bad = new ArrayList<>();
                for (Object item : list) {
                    address(item).ifPresent(page -> bad.add(new BadPage(page.file(), page.block(), isOnServer(item))));
                }
                List<PageAddress> rewritten = new ArrayList<>();
                if (members.get("rewritten") instanceof List<?> excused) {
                    excused.forEach(item -> address(item).ifPresent(rewritten::add));
                }
                return new PageReport(examined.longValue(), bad, rewritten);
            }
            return NONE;
        } catch (IllegalArgumentException | IOException damaged) {
            return NONE;
        }
    }

    private static Optional<PageAddress> address(Object item) {
        return item instanceof Map<?, ?> page
                        && page.get("file") instanceof String path
                        && page.get("block") instanceof Number block
                ? Optional.of(new PageAddress(path, block.intValue()))
                : Optional.empty();
    }

    private static boolean isOnServer(Object item) {
        return item instanceof Map<?, ?> page && Boolean.TRUE.equals(page.get("on_server"));
    }

    /** What a later examination of the same backup has to know, when PostgreSQL's pages have changed. */
    public PageWitness asWitness() {
        Map<PageAddress, Verdict> known = new HashMap<>();
        bad.forEach(page -> known.put(page.address(), page.onServer() ? Verdict.BAD_THERE : Verdict.BAD_HERE));
        rewritten.forEach(page -> known.put(page, Verdict.REWRITTEN));
        return pages -> pages.stream()
                .distinct()
                .collect(Collectors.toMap(page -> page, page -> known.getOrDefault(page, Verdict.BAD_THERE)));
    }

    /** Makes it durable. */
    public void write(Path file, Disk disk) {
        List<Object> pages = new ArrayList<>();
        for (BadPage page : bad.subList(0, Math.min(NOTED, bad.size()))) {
            pages.add(new TreeMap<>(
                    Map.of("file", page.file(), "block", (long) page.block(), "on_server", page.onServer())));
        }
        List<Object> excused = new ArrayList<>();
        for (PageAddress page : rewritten.subList(0, Math.min(NOTED, rewritten.size()))) {
            excused.add(new TreeMap<>(Map.of("file", page.file(), "block", (long) page.block())));
        }
        Map<String, Object> members = Map.of("examined", examined, "bad", pages, "rewritten", excused);
        String text = JsonText.write(new TreeMap<>(members)) + "\n";
        try {
            new AtomicFile(disk).write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }

    /** The bad pages in a few words, for each file: {@code base/5/1259 block 3, 7}. */
    public List<String> lines() {
        Map<String, StringBuilder> files = new TreeMap<>();
        for (BadPage page : bad) {
            StringBuilder blocks = files.computeIfAbsent(page.file(), any -> new StringBuilder());
            blocks.append(blocks.isEmpty() ? "" : ", ").append(page.block());
            if (!page.onServer()) {
                blocks.append(" (good on the server)");
            }
        }
        return files.entrySet().stream()
                .map(each -> each.getKey() + " block " + each.getValue())
                .toList();
    }
}
