package org.barman4j.app.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets the shells complete lines. The barman they ask is a script that knows some servers and notes its arguments. */
class CompletionIT {
    private static final String BARMAN =
            """
            #!/bin/sh
            echo "$*" >> "$0.log"
            case $* in
              *list-servers*) printf '%s\\n' main 'pg one' '$(touch owned)' ;;
              *list-backups*) printf '%s\\n' 20260101T000000 20260202T000000 ;;
            esac
            """;

    private static final String BASH =
            """
            source ./barman.bash
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$LINE COMP_POINT=${#LINE}
            _barman
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /** Stands in for the line editor, which has no place in a test. */
    private static final String ZSH =
            """
            compadd() { shift; print -rl -- "$@" }
            compset() { print -r -- "cut $2" }
            _files() { print -r -- "files $*" }
            complete_line() {
              local -a words=("$@")
              local CURRENT=$# PREFIX=${@[-1]}
              source ./_barman
            }
            complete_line "$@"
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        Path barman = directory.resolve("barman");
        Files.writeString(barman, BARMAN);
        Files.setPosixFilePermissions(barman, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("barman.bash"), ReferenceFiles.all().get("completion/barman.bash"));
        Files.writeString(directory.resolve("_barman"), ReferenceFiles.all().get("completion/_barman"));
        Files.createDirectory(directory.resolve("a directory"));
        Files.createFile(directory.resolve("a.conf"));
    }

    @Test
    void completesCommands() throws Exception {
        assertThat(bash("barman list-", "barman", "list-"))
                .containsExactly("list-backups", "list-files", "list-processes", "list-servers");
        assertThat(bash("barman -q --color never h", "barman", "-q", "--color", "never", "h"))
                .containsExactly("help");
    }

    @Test
    void completesOptions() throws Exception {
        assertThat(bash("barman --co", "barman", "--co")).containsExactly("--config", "--color", "--colour");
        assertThat(bash("barman restore --no-", "barman", "restore", "--no-"))
                .containsExactly("--no-retry", "--no-get-wal", "--no-network-compression", "--no-delta-restore");
        assertThat(bash("barman cron ", "barman", "cron", "")).containsExactly("-h", "--help", "--keep-descriptors");
        assertThat(bash("barman status -- -", "barman", "status", "--", "-")).isEmpty();
    }

    @Test
    void completesChoicesOfValues() throws Exception {
        assertThat(bash("barman --format ", "barman", "--format", "")).containsExactly("console", "json");
        assertThat(bash("barman --format=j", "barman", "--format", "=", "j")).containsExactly("json");
        assertThat(bash("barman recover --combine-mode c", "barman", "recover", "--combine-mode", "c"))
                .containsExactly("copy", "clone", "copy-file-range");
        assertThat(bash("barman backup --jobs ", "barman", "backup", "--jobs", ""))
                .isEmpty();
    }

    @Test
    void completesServersOfTheConfigurationOnTheLine() throws Exception {
        assertThat(bash("barman backup ", "barman", "backup", ""))
                .containsExactly("main", "pg\\ one", "\\$\\(touch\\ owned\\)", "all");
        assertThat(bash("barman -c 'x y' list-files m", "barman", "-c", "'x y'", "list-files", "m"))
                .containsExactly("main");
        assertThat(bash("barman --config=z delete ", "barman", "--config", "=", "z", "delete", ""))
                .hasSize(3);

        assertThat(directory.resolve("barman.log"))
                .hasContent("list-servers --minimal\n-c x y list-servers --minimal\n-c z list-servers --minimal\n");
        assertThat(directory.resolve("owned")).doesNotExist();
    }

    @Test
    void completesBackupsOfTheServerOnTheLine() throws Exception {
        assertThat(bash("barman keep --target full pg\\ one ", "barman", "keep", "--target", "full", "pg\\ one", ""))
                .containsExactly(
                        "20260101T000000",
                        "20260202T000000",
                        "latest",
                        "last",
                        "oldest",
                        "first",
                        "latest-full",
                        "last-full",
                        "last-failed");
        assertThat(bash("barman delete main last 20260", "barman", "delete", "main", "last", "20260"))
                .containsExactly("20260101T000000", "20260202T000000");
        assertThat(bash("barman keep main last 20260", "barman", "keep", "main", "last", "20260"))
                .isEmpty();
        assertThat(bash("barman restore main a", "barman", "restore", "main", "a"))
                .containsExactly("auto");
        assertThat(bash("barman backup main --incremental 20260", "barman", "backup", "main", "--incremental", "20260"))
                .containsExactly("20260101T000000", "20260202T000000");

        assertThat(directory.resolve("barman.log")).content().startsWith("list-backups --minimal pg one\n");
    }

    @Test
    void completesFilesAndDirectories() throws Exception {
        assertThat(bash("barman -c a", "barman", "-c", "a")).containsExactlyInAnyOrder("a directory", "a.conf");
        assertThat(bash(
                        "barman restore --tablespace t:/x main latest a",
                        "barman",
                        "restore",
                        "--tablespace",
                        "t",
                        ":",
                        "/x",
                        "main",
                        "latest",
                        "a"))
                .containsExactly("a directory");
    }

    @Test
    void zshCompletesTheSame() throws Exception {
        assumeTrue(isInstalled("zsh"), "zsh is not installed");

        assertThat(zsh("barman", "list-"))
                .containsExactly("list-backups", "list-files", "list-processes", "list-servers");
        assertThat(zsh("barman", "--format=j")).containsExactly("cut *=", "json");
        assertThat(zsh("barman", "-c", "x y", "backup", "")).containsExactly("main", "pg one", "$(touch owned)", "all");
        assertThat(zsh("barman", "show-backup", "main", "last")).containsExactly("last", "last-full", "last-failed");
        assertThat(zsh("barman", "--config=a")).containsExactly("cut *=", "files ");
        assertThat(zsh("barman", "restore", "main", "latest", "a")).containsExactly("files -/");
        assertThat(directory.resolve("owned")).doesNotExist();
    }

    private List<String> bash(String line, String... words) throws Exception {
        return run(List.of("bash", "--norc", "-c", BASH, "bash"), line, words);
    }

    private List<String> zsh(String... words) throws Exception {
        return run(List.of("zsh", "-f", "-c", ZSH, "zsh"), "", words);
    }

    private List<String> run(List<String> shell, String line, String... words) throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("LINE", line);
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        Path errors = directory.resolve("stderr");
        Process process = builder.redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(found -> !found.isEmpty())
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(errors).isEmptyFile();
        return lines;
    }

    private static boolean isInstalled(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
