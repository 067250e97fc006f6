package org.barman4j.it;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start-up archive makes the program start faster where it fits, and nothing else. */
class StartUpArchiveIT {
    private static final Path YOUNGER_JAVA = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
    private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));
    private static final String LISTING = "main - Main server\n";

    /** An installation whose archive is put back before each test. */
    private static Installation installation;

    private static Path archiveFile;
    private static byte[] archive;
    private static String identity;

    @TempDir
    private Path directory;

    private SmallHome home;

    @BeforeAll
    static void install(@TempDir Path place) throws IOException {
        installation = Installation.shared().copyTo(place.resolve("root"));
        identity = buildArchive(THIS_JAVA);
        Path old = installation.library().resolve("start.jsa");
        archiveFile = Files.exists(old) ? old : installation.library().resolve("start.aot");
        archive = Files.readAllBytes(archiveFile);
    }

    @BeforeEach
    void restore() throws IOException {
        home = SmallHome.in(directory);
        remove();
        Files.write(archiveFile, archive);
        Files.writeString(installation.library().resolve("start.id"), identity + "\n");
    }

    @Test
    void isUsedByTheJvmThatItWasMadeFor() {
        assertThat(classesFromArchive(THIS_JAVA)).isPositive();
        assertThat(listServers(THIS_JAVA)).isSilent().prints(LISTING);
    }

    @Test
    void isNotUsedByAnotherJvm() throws IOException {
        Files.writeString(installation.library().resolve("start.id"), identity + "x\n");

        assertThat(classesFromArchive(THIS_JAVA)).isZero();
        assertThat(listServers(THIS_JAVA)).isSilent().prints(LISTING);
    }

    @Test
    void isNotNeeded() throws IOException {
        remove();

        assertThat(classesFromArchive(THIS_JAVA)).isZero();
        assertThat(listServers(THIS_JAVA)).isSilent().prints(LISTING);
    }

    @Test
    void mayBeLostWithoutItsIdentity() throws IOException {
        Files.delete(archiveFile);

        assertThat(listServers(THIS_JAVA)).isSilent().prints(LISTING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void mayBeCutWithinItsHeader(int length) throws IOException {
        cut(archiveFile, length);

        assertThat(listServers(THIS_JAVA)).hasStatus(0).prints(LISTING);
    }

    @Test
    void mayBeAnotherFile() throws IOException {
        Files.copy(installation.library().resolve("barman4j.jar"), archiveFile, REPLACE_EXISTING);

        assertThat(listServers(THIS_JAVA)).hasStatus(0).prints(LISTING);
    }

    @Test
    void mayBeLeftBehindByTheJarsThatItWasMadeFrom() throws IOException {
        Path jar = installation.library().resolve("barman4j.jar");
        FileTime built = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
        try {
            assertThat(listServers(THIS_JAVA)).hasStatus(0).prints(LISTING);
            assertThat(classesFromArchive(THIS_JAVA)).isZero();
        } finally {
            Files.setLastModifiedTime(jar, built);
        }
    }

    @Test
    void helpsAYoungerJvmToo() throws IOException {
        assumeThat(YOUNGER_JAVA).as("a second JVM to try").exists();
        assertThat(listServers(YOUNGER_JAVA))
                .as("with the archive of another JVM")
                .isSilent()
                .prints(LISTING);
        remove();
        assertThat(listServers(YOUNGER_JAVA)).as("without archive").isSilent().prints(LISTING);

        buildArchive(YOUNGER_JAVA);

        assertThat(listServers(YOUNGER_JAVA))
                .as("with its own archive")
                .isSilent()
                .prints(LISTING);
        assertThat(classesFromArchive(YOUNGER_JAVA)).isPositive();
        cut(installation.library().resolve("start.aot"), 100);
        assertThat(listServers(YOUNGER_JAVA))
                .as("with its own archive, cut")
                .hasStatus(0)
                .prints(LISTING);
    }

    /** How many of the program's classes came from the archive. */
    private long classesFromArchive(Path java) {
        Answer answer = call(java)
                .with("BARMAN_JAVA_OPTS", "-Xlog:class+load:file=" + directory.resolve("classes"))
                .run();
        assertThat(answer).succeeds();
        return SmallHome.read(directory.resolve("classes"))
                .lines()
                .filter(line -> line.contains("] org.barman4j.") && line.contains("source: shared objects file"))
                .count();
    }

    private Answer listServers(Path java) {
        return call(java).run();
    }

    private ProgramCall call(Path java) {
        return installation
                .barman(home.words("list-servers"))
                .with("JAVA_HOME", java)
                .in(directory);
    }

    private static String buildArchive(Path java) {
        assertThat(ProgramCall.of(installation.library().resolve("build-archive"))
                        .with("JAVA_HOME", java)
                        .run())
                .succeeds();
        return SmallHome.read(installation.library().resolve("start.id"))
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private static void cut(Path file, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void remove() throws IOException {
        for (String name : List.of("start.id", "start.jsa", "start.aot")) {
            Files.deleteIfExists(installation.library().resolve(name));
        }
    }
}
