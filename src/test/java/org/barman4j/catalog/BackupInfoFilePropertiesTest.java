package org.barman4j.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.text.PythonLiteral;

class BackupInfoFilePropertiesTest {
    private static final BackupId ID = new BackupId("20261120T170117");
    private Path file;

    @BeforeProperty
    void createFile() throws IOException {
        file = Files.createTempFile("backup", ".info");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 300)
    void whatIsPrintedReadsBackAsItWas(@ForAll("texts") Map<BackupField, String> texts)
            throws IOException, DamagedFileException {
        BackupInfo backup = BackupInfo.empty(ID, "main", "postgres");
        for (Map.Entry<BackupField, String> text : texts.entrySet()) {
            backup = backup.with(text.getKey(), text.getValue());
        }

        Files.write(file, BackupInfoFile.print(backup));
        BackupInfo read = BackupInfoFile.read(file, ID, "main", "postgres");

        assertThat(read.texts()).isEqualTo(backup.texts());
        assertThat(BackupInfoFile.print(read)).isEqualTo(BackupInfoFile.print(backup));
    }

    @Property(tries = 100)
    void keysOfANewerBarmanAreKept(@ForAll("values") String value) throws IOException, DamagedFileException {
        Files.writeString(file, "status=EMPTY\nzz_new_key=" + value + "\n");

        byte[] printed = BackupInfoFile.print(BackupInfoFile.read(file, ID, "main", "postgres"));

        assertThat(new String(printed, StandardCharsets.UTF_8)).endsWith("\nzz_new_key=" + value + "\n");
    }

    /** Every file that a real Barman 3.17 wrote comes out of reading and printing as the same bytes. */
    @Property(tries = 1)
    void filesOfBarmanAreReproducedToTheByte() throws IOException, DamagedFileException {
        int compared = 0;
        for (Path server : GoldenFiles.list(GoldenFiles.directory("homes/v317/home"))) {
            Path meta = server.resolve("meta");
            if (Files.isDirectory(meta)) {
                for (Path info : GoldenFiles.list(meta)) {
                    if (info.toString().endsWith("-backup.info")) {
                        BackupInfo backup = BackupInfoFile.read(info, ID, "main", "postgres");
                        assertThat(BackupInfoFile.print(backup))
                                .as(info.toString())
                                .isEqualTo(Files.readAllBytes(info));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars("éß日".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(text -> !text.equals("None"));
    }

    @Provide
    Arbitrary<Map<BackupField, String>> texts() {
        Arbitrary<BackupField> fields = Arbitraries.of(BackupField.class).filter(field -> field != BackupField.STATUS);
        return fields.flatMap(field -> value(field).map(value -> Map.entry(field, value)))
                .list()
                .ofMaxSize(20)
                .map(entries -> {
                    Map<BackupField, String> texts = new TreeMap<>();
                    entries.forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
                    return texts;
                });
    }

    private Arbitrary<String> value(BackupField field) {
        return switch (field.kind()) {
            case TEXT, STATUS -> values();
            case NUMBER -> Arbitraries.longs().between(0, Long.MAX_VALUE / 16).map(Object::toString);
            case SEGMENT_SIZE -> Arbitraries.integers().between(20, 30).map(shift -> Long.toString(1L << shift));
            case WAL -> Arbitraries.longs().between(0, 0xFFFF_FFFFL).map("0000000100000000%08X"::formatted);
            case TIME ->
                Combinators.combine(
                                Arbitraries.integers().between(10, 28),
                                Arbitraries.integers().between(0, 999_999))
                        .as((day, micros) -> "2026-11-%d 01:02:03.%06d+01:00".formatted(day, micros));
            case LITERAL -> values().list().ofMaxSize(3).map(PythonLiteral::print);
        };
    }
}
