package org.barman4j.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.barman4j.recovery.SettingsFile.Finding;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    @Test
    void harmfulSettingsBecomeComments() {
        SettingsFile file = file(
                """
                # archive_command = 'stays'
                port = 5433
                archive_command = 'cp %p /archive/%f'
                Archive_Library = 'basic_archive'
                recovery_target_time='2020-01-01'
                """);

        assertThat(text(file))
                .isEqualTo(
                        """
                        # archive_command = 'stays'
                        port = 5433
                        #BARMAN#archive_command = 'cp %p /archive/%f'
                        archive_command = false
                        #BARMAN#Archive_Library = 'basic_archive'
                        archive_library = ''
                        #BARMAN#recovery_target_time='2020-01-01'
                        """);
        assertThat(file.changes())
                .containsExactly(
                        new Finding("x.conf", 3, "archive_command", "false"),
                        new Finding("x.conf", 4, "archive_library", "''"),
                        new Finding("x.conf", 5, "recovery_target_time", ""));
    }

    @Test
    void doubtfulSettingsAreToldByTheLinesThatTheyHaveNow() {
        SettingsFile file = file("archive_command = ''\n  include_dir 'conf.d' # more\nssl_key_file = 'ü'");

        assertThat(file.warnings())
                .containsExactly(
                        new Finding("x.conf", 3, "include_dir", "'conf.d' # more"),
                        new Finding("x.conf", 4, "ssl_key_file", "'ü'"));
    }

    @Test
    void additionsStandOnLinesOfTheirOwn() {
        SettingsFile open = new SettingsFile("x.conf", bytes("port = 1"), List.of("a = 1", "b = 'ü'"));
        SettingsFile empty = new SettingsFile("x.conf", new byte[0], List.of("a = 1"));
        SettingsFile commented = new SettingsFile("x.conf", bytes("archive_command = ''"), List.of("a = 1"));

        assertThat(text(open)).isEqualTo("port = 1\na = 1\nb = 'ü'\n");
        assertThat(text(empty)).isEqualTo("a = 1\n");
        assertThat(text(commented)).isEqualTo("#BARMAN#archive_command = ''\narchive_command = false\na = 1\n");
    }

    @Test
    void bytesThatAreNoTextStay() {
        byte[] bytes = {'a', ' ', '=', ' ', (byte) 0xFF, (byte) 0xE4, '\n'};

        assertThat(new SettingsFile("x.conf", bytes, List.of()).content()).isEqualTo(bytes);
    }

    private static SettingsFile file(String text) {
        return new SettingsFile("x.conf", bytes(text), List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SettingsFile file) {
        return new String(file.content(), StandardCharsets.UTF_8);
    }
}
