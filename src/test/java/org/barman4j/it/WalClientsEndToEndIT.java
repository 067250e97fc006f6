package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.ScriptedBarmanHost.content;
import static org.barman4j.testing.ScriptedBarmanHost.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of the database host and the installed {@code barman} understand each other. */
class WalClientsEndToEndIT extends HomeTest {
    private ScriptedBarmanHost host;
    private Path wal;
    private Path delivered;

    @BeforeEach
    void startHost() throws IOException {
        host = ScriptedBarmanHost.start(directory.resolve("lab"));
        host.replaceBarman("#!/bin/sh\nJAVA_HOME='%s' exec '%s' -c '%s' \"$@\"\n"
                .formatted(
                        System.getProperty("java.home"), Installation.shared().program(), home.config()));
        wal = ScriptedBarmanHost.write(host.data().resolve(segment(1)), content(1));
        delivered = host.data().resolve("RECOVERYXLOG");
    }

    @AfterEach
    void stopHost() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--md5", "--gzip", "--bzip2", "--xz", "--zstd", "--lz4"})
    void whatIsArchivedComesBack(String option) {
        assertThat(archive(segment(1), option).run()).hasStatus(0);
        assertThat(incoming(segment(1))).isRegularFile();

        assertThat(restore(segment(1)).run()).hasStatus(0);
        assertThat(delivered).hasBinaryContent(content(1));
        assertThat(restore(segment(1), "--keep-compression").run()).hasStatus(0);
        assertThat(delivered).hasBinaryContent(content(1));
    }

    @Test
    void aFileIsTakenTwiceButNotReplaced() throws IOException {
        assertThat(archive(segment(1)).run()).hasStatus(0);
        assertThat(archive(segment(1)).run()).hasStatus(0);
        byte[] other = content(1);
        other[other.length - 1]++;
        Files.write(wal, other);

        Answer answer = archive(segment(1)).run();

        assertThat(answer.status()).isBetween(1, 125);
        assertThat(answer.errors()).endsWith("Remote 'barman put-wal' command has failed!");
        assertThat(incoming(segment(1))).hasBinaryContent(content(1));
    }

    @Test
    void bothEndsSayThatTheyAreReady() {
        assertThat(archive("x", "--test").run().out()).contains("Ready to accept WAL files for the server main\n");
        assertThat(restore("x", "--test").run().out()).contains("Ready to retrieve WAL files from the server main\n");
    }

    @Test
    void whatIsNotThereIsMissing() {
        Answer answer = restore(segment(9)).run();

        assertThat(answer).hasStatus(1);
        assertThat(answer.errors()).endsWith("Remote 'barman get-wal' command has failed!");
        assertThat(delivered).doesNotExist();
    }

    @Test
    void followingFilesAreFetchedAhead() {
        for (int number = 1; number <= 4; number++) {
            ScriptedBarmanHost.write(incoming(segment(number)), content(number));
        }

        for (int number = 1; number <= 4; number++) {
            assertThat(restore(segment(number), "-p", "2").run()).hasStatus(0);
            assertThat(delivered).hasBinaryContent(content(number));
            if (number == 1) {
                Eventually.holds(
                        "the next ones wait in the spool",
                        () -> Files.exists(directory.resolve("spool").resolve(segment(2)))
                                && Files.exists(directory.resolve("spool").resolve(segment(3))));
            }
        }
        Eventually.holds("the prefetcher ends", () -> !Files.exists(directory.resolve("spool/.lock-127.0.0.1-main")));
    }

    private Path incoming(String name) {
        return home.root().resolve("main/incoming").resolve(name);
    }

    private ProgramCall archive(String name, String... options) {
        return call("barman-wal-archive", options, List.of("127.0.0.1", "main", name));
    }

    private ProgramCall restore(String name, String... options) {
        return call("barman-wal-restore", options, List.of("127.0.0.1", "main", name, "RECOVERYXLOG"))
                .words(List.of("--spool-dir", directory.resolve("spool").toString()));
    }

    private ProgramCall call(String program, String[] options, List<String> words) {
        List<String> all = new ArrayList<>(List.of(options));
        all.removeIf(String::isEmpty);
        all.addAll(words);
        return host.client(program, all.toArray(String[]::new));
    }
}
