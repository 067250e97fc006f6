package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scripts/install} puts everything in its place, and takes away what it put and nothing else. */
class InstallIT {
    private static final Path INSTALLER = Path.of("scripts/install").toAbsolutePath();

    @TempDir
    private Path root;

    /** In a mount namespace of its own, so that only this process sees what is installed. */
    @Test
    void directoriesThatAreThereStayAsTheyAre() {
        String script =
                """
                mount -t tmpfs tmpfs /usr/local
                mount -t tmpfs tmpfs /var/lib
                mount -t tmpfs tmpfs /var/log
                mount -t tmpfs tmpfs /etc/barman.d
                mkdir -m 700 /var/lib/barman
                mkdir -m 710 /var/log/barman
                "$1" --no-archive > /dev/null
                test -x /usr/local/bin/barman
                stat -c '%a %U' /var/lib/barman /var/log/barman
                """;
        assumeThat(ProgramCall.of(Path.of("/usr/bin/env"))
                        .words(List.of(
                                "sh",
                                "-c",
                                "getent passwd barman && test -e /etc/barman.conf && test -d /etc/barman.d"
                                        + " && unshare -m mount -t tmpfs tmpfs /mnt"))
                        .run()
                        .status())
                .as("root with mount namespaces, on a machine that has Barman")
                .isZero();
        Installation.shared(); // so that nothing is built here

        Answer answer = ProgramCall.of(Path.of("/usr/bin/unshare"))
                .words(List.of("-m", "sh", "-ec", script, "sh", INSTALLER.toString()))
                .run();

        assertThat(answer).succeeds();
        assertThat(answer.out()).isEqualTo("700 root\n710 root\n");
    }

    @Test
    void everythingIsInItsPlace() throws IOException {
        Path shared = Installation.shared().root();

        assertThat(tree(shared).keySet())
                .contains(
                        "usr/bin/barman",
                        "usr/bin/barman-wal-archive",
                        "usr/bin/barman-wal-restore",
                        "usr/lib/barman4j/barman4j.jar",
                        "usr/lib/barman4j/build-archive",
                        "usr/lib/barman4j/picocli.jar",
                        "usr/lib/barman4j/start.id",
                        "usr/share/man/man1/barman.1.gz",
                        "usr/share/man/man1/barman-list-backups.1.gz",
                        "usr/share/man/man1/barman-wal-archive.1.gz",
                        "usr/share/man/man1/barman-wal-restore.1.gz",
                        "usr/share/man/man5/barman.5.gz",
                        "usr/share/bash-completion/completions/barman",
                        "usr/share/zsh/site-functions/_barman",
                        "usr/share/doc/barman4j/README.md",
                        "usr/share/doc/barman4j/LICENSE",
                        "usr/share/doc/barman4j/CHANGELOG.md",
                        "etc/barman.conf",
                        "etc/barman.d/ssh-server.conf-template",
                        "etc/barman.d/streaming-server.conf-template")
                .allMatch(name -> name.startsWith("usr/") || name.startsWith("etc/"))
                .noneMatch(name -> name.endsWith(".new") || name.contains("junit") || name.contains("error_prone"));
        assertThat(shared.resolve("usr/bin/barman")).isExecutable();
        try (InputStream page =
                new GZIPInputStream(Files.newInputStream(shared.resolve("usr/share/man/man1/barman.1.gz")))) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(".TH ", "backup and recovery manager");
        }
    }

    @Test
    void aSecondInstallationKeepsWhatItsOwnerChanged() throws IOException {
        assertThat(install()).succeeds();
        Files.writeString(root.resolve("etc/barman.conf"), "[barman]\nbarman_home = /mine\n");
        Files.writeString(root.resolve("etc/barman.d/mine.conf"), "[mine]\n");
        Files.writeString(root.resolve("etc/barman.d/ssh-server.conf-template"), "old");
        Map<String, String> before = tree(root);

        assertThat(install()).succeeds();

        before.replace(
                "etc/barman.d/ssh-server.conf-template", content(Path.of("etc/barman.d/ssh-server.conf-template")));
        assertThat(tree(root)).isEqualTo(before);
    }

    @Test
    void uninstallingLeavesWhatWasThereBefore() throws IOException {
        for (String other : List.of(
                "usr/bin/other",
                "usr/lib/other/barman4j.jar",
                "usr/share/man/man1/other.1.gz",
                "usr/share/bash-completion/completions/other",
                "usr/share/doc/other/README.md",
                "etc/barman.d/mine.conf",
                "var/lib/barman/main/meta/20261120T191702-backup.info")) {
            Files.createDirectories(root.resolve(other).getParent());
            Files.writeString(root.resolve(other), other);
        }
        Map<String, String> expected = tree(root);

        assertThat(install()).succeeds();
        tree(root).forEach((name, content) -> {
            if (name.startsWith("etc/")) {
                expected.put(name, content);
            }
        });
        assertThat(installer("--uninstall").run()).succeeds();

        assertThat(tree(root)).isEqualTo(expected);
        assertThat(root.resolve("usr/lib/barman4j")).doesNotExist();
        assertThat(root.resolve("usr/share/doc/barman4j")).doesNotExist();
    }

    @Test
    void theArchiveGoesWithTheProgram() {
        Installation copy = Installation.shared().copyTo(root.resolve("copy"));
        assertThat(copy.library().resolve("start.id")).exists();

        assertThat(ProgramCall.of(INSTALLER)
                        .words(List.of("--prefix=/usr", "--destdir=" + copy.root(), "--uninstall"))
                        .run())
                .succeeds();

        assertThat(copy.library()).doesNotExist();
    }

    @Test
    void theClientsInstallAloneAndWithoutJava() throws IOException {
        ProgramCall call = installer("--client").with("JAVA_HOME", "/nonexistent");

        assertThat(call.run()).succeeds().isSilent();

        assertThat(tree(root).keySet())
                .containsExactlyInAnyOrder(
                        "usr/bin/barman-wal-archive",
                        "usr/bin/barman-wal-restore",
                        "usr/lib/barman4j/installed-client-files",
                        "usr/share/man/man1/barman-wal-archive.1.gz",
                        "usr/share/man/man1/barman-wal-restore.1.gz");
        assertThat(ProgramCall.of(root.resolve("usr/bin/barman-wal-restore"))
                        .words(List.of("--version"))
                        .run())
                .succeeds()
                .prints("barman-wal-restore 3.17.0\n");
        assertThat(installer("--uninstall").run()).succeeds();
        assertThat(tree(root)).isEmpty();
    }

    @Test
    void uninstallingTakesTheClientsThatWereInstalledFirst() throws IOException {
        assertThat(installer("--client").run()).succeeds();
        assertThat(install()).succeeds();

        assertThat(installer("--uninstall").run()).succeeds();

        assertThat(tree(root).keySet()).allMatch(name -> name.startsWith("etc/"));
    }

    @Test
    void whatIsNotInstalledCannotBeUninstalled() throws IOException {
        assertThat(installer("--uninstall").run()).isRefusedWith("nothing is installed below " + root + "/usr");

        assertThat(tree(root)).isEmpty();
    }

    @Test
    void theProgramRunsWhereItsPlaceHasBlanks() {
        Path strange = root.resolve("a place & \u00fc");

        assertThat(Installation.install(strange)).succeeds();

        assertThat(ProgramCall.of(strange.resolve("usr/bin/barman"))
                        .words(List.of("--version"))
                        .run())
                .succeeds()
                .isSilent();
    }

    @ParameterizedTest
    @CsvSource({
        "--nope, unknown option '--nope'",
        "barman, unknown option 'barman'",
        "--prefix, --prefix needs a directory",
        "--destdir, --destdir needs a directory",
        "--prefix=, the prefix must be an absolute path: ''",
        "--prefix=usr, the prefix must be an absolute path: 'usr'"
    })
    void anOptionThatMakesNoSenseIsRefused(String option, String error) throws IOException {
        Answer answer = installer(option).run();

        assertThat(answer).isClear().hasStatus(2);
        assertThat(answer.errors()).containsExactly(error);
        assertThat(tree(root)).isEmpty();
    }

    @Test
    void anInstallationWithoutAJavaIsRefused() {
        assertThat(installer().with("JAVA_HOME", "/nonexistent").run())
                .isRefusedWith("cannot run the Java program /nonexistent/bin/java; check BARMAN_JAVA and JAVA_HOME");
    }

    private Answer install() {
        return Installation.install(root, "--no-archive");
    }

    private ProgramCall installer(String... options) {
        return ProgramCall.of(INSTALLER)
                .words(List.of("--prefix", "/usr", "--destdir", root.toString()))
                .words(List.of(options));
    }

    /** Every file below a directory with its content. */
    private static Map<String, String> tree(Path directory) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> tree.put(directory.relativize(file).toString(), content(file)));
        }
        return tree;
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
