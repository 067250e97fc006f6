package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config-switch} as a user sees it. {@code config-update} takes a lock, so its test starts processes. */
class ConfigCommandsTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeConfiguration() throws IOException {
        Files.createDirectories(directory.resolve("conf.d"));
        Files.createDirectories(directory.resolve("home/main"));
        Files.writeString(
                directory.resolve("barman.conf"),
                """
                [barman]
                barman_user = %s
                barman_home = %s
                configuration_files_directory = %s
                log_file = %s
                """
                        .formatted(
                                System.getProperty("user.name"),
                                directory.resolve("home"),
                                directory.resolve("conf.d"),
                                directory.resolve("log")));
        Files.writeString(
                directory.resolve("conf.d/main.conf"),
                """
                [main]
                conninfo = host=pg user=barman
                ssh_command = ssh postgres@pg
                backup_options = concurrent_backup
                archiver = on

                [main:fast]
                cluster = main
                model = true
                parallel_jobs = 4

                [other]
                cluster = elsewhere
                model = true
                parallel_jobs = 8
                """);
    }

    @Test
    void aModelIsLaidOverTheServerAndRemembered() {
        CommandRun switched = barman("config-switch", "main", "main:fast");

        assertThat(switched.status()).isZero();
        assertThat(switched.out())
                .isEqualTo("Applying model 'main:fast' to server 'main'\nChanging value of option 'parallel_jobs' for"
                        + " server 'main' from '1' to '4' through the model 'main:fast'\n");
        assertThat(directory.resolve("home/main/.active-model.auto")).hasContent("main:fast");
        assertThat(barman("show-servers", "main").out())
                .contains("\tparallel_jobs: 4\n", "\tactive_model: main:fast\n");
    }

    @Test
    void aModelThatIsThereAlreadyIsSkipped() {
        barman("config-switch", "main", "main:fast");

        assertThat(barman("config-switch", "main", "main:fast").out())
                .isEqualTo("Model 'main:fast' is already active for server 'main', skipping...\n");
    }

    @Test
    void resetTakesTheModelOff() {
        barman("config-switch", "main", "main:fast");

        CommandRun reset = barman("config-switch", "main", "--reset");

        assertThat(reset.out()).isEqualTo("Resetting the active model for the server main\n");
        assertThat(directory.resolve("home/main/.active-model.auto")).doesNotExist();
        assertThat(barman("show-servers", "main").out()).contains("\tparallel_jobs: 1\n", "\tactive_model: None\n");
    }

    @Test
    void aModelOfAnotherClusterIsRefused() {
        CommandRun refused = barman("config-switch", "main", "other");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("ERROR: Model 'other' has 'cluster=elsewhere', which is not compatible with 'cluster=main'"
                        + " from server 'main'\n");
        assertThat(directory.resolve("home/main/.active-model.auto")).doesNotExist();
    }

    @Test
    void anUnknownModelIsRefused() {
        CommandRun refused = barman("config-switch", "main", "nosuch");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ERROR: Unknown model 'nosuch'\n");
    }

    @Test
    void neitherModelNorResetIsAnError() {
        CommandRun refused = barman("config-switch", "main");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ERROR: Either a model name or '--reset' flag need to be given\n");
    }

    @Test
    void aModelWhoseSectionHasGoneDisablesTheServer() throws IOException {
        Files.writeString(directory.resolve("home/main/.active-model.auto"), "gone");

        assertThat(barman("list-servers").out()).isEqualTo("main -  (WARNING: disabled)\n");
        assertThat(barman("list-processes", "main").err())
                .startsWith(
                        "ERROR: Model 'gone' is set as the active model for the server 'main' but the model does not"
                                + " exist.\n");
    }

    private CommandRun barman(String... words) {
        List<String> all =
                new ArrayList<>(List.of("-c", directory.resolve("barman.conf").toString()));
        all.addAll(List.of(words));
        return CommandRun.of(Clock.systemUTC(), all);
    }
}
