package org.barman4j.recovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of PostgreSQL's settings as a restored server may have it. Pure: bytes in, bytes out, whatever their encoding.
 *
 * <p>What would harm another server, or lead this one to another target, is made a comment; what a person has to look at
 * is told.
 */
final class SettingsFile {
    private static final Pattern SETTING = Pattern.compile("\\s*([^\\s=]+)\\s*=?\\s*(.*)", Pattern.DOTALL);
    private static final String COMMENT = "#BARMAN#";

    /** Settings that must not stay, and what takes their place; empty for nothing. */
    private static final Map<String, String> HARMFUL = harmful();

    private static final Set<String> DOUBTFUL = Set.of(
            "data_directory",
            "config_file",
            "hba_file",
            "ident_file",
            "external_pid_file",
            "ssl_cert_file",
            "ssl_key_file",
            "ssl_ca_file",
            "ssl_crl_file",
            "unix_socket_directory",
            "unix_socket_directories",
            "include",
            "include_dir",
            "include_if_exists");

    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<Finding> changes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private int line = 1;

    /**
     * A setting that was found.
     *
     * @param line counted from one, as editors do it
     * @param value what stands there now; empty for nothing
     */
    record Finding(String file, int line, String key, String value) {}

    /** @param name what messages call the file */
    SettingsFile(String name, byte[] content, List<String> additions) {
        this.name = name;
        String old = new String(content, StandardCharsets.ISO_8859_1);
        int number = 1;
        for (int start = 0; start < old.length(); number++) {
            int end = old.indexOf('\n', start);
            int next = end < 0 ? old.length() : end + 1;
            take(old.substring(start, next), number);
            start = next;
        }
        if (!additions.isEmpty()) {
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            for (String addition : additions) {
                append(bytes(addition) + "\n");
            }
        }
    }

    private static Map<String, String> harmful() {
        Map<String, String> harmful = new LinkedHashMap<>();
        harmful.put("archive_command", "false");
        harmful.put("archive_library", "''");
        for (String target : List.of("", "_name", "_time", "_xid", "_lsn", "_inclusive", "_timeline", "_action")) {
            harmful.put("recovery_target" + target, "");
        }
        return harmful;
    }

    private void take(String row, int number) {
        Matcher setting = SETTING.matcher(row);
        String key = setting.matches() ? setting.group(1).toLowerCase(Locale.ROOT) : "";
        if (!HARMFUL.containsKey(key)) {
            append(row);
            return;
        }
        String value = HARMFUL.get(key);
        append(COMMENT + row);
        if (!value.isEmpty()) {
            if (!row.endsWith("\n")) {
                text.append('\n');
            }
            append(key + " = " + value + "\n");
        }
        changes.add(new Finding(name, number, key, value));
    }

    /** Adds a line, and looks whether somebody has to look at it. */
    private void append(String row) {
        Matcher setting = SETTING.matcher(row);
        if (setting.matches() && DOUBTFUL.contains(setting.group(1).toLowerCase(Locale.ROOT))) {
            String value = new String(
                    setting.group(2).replaceFirst("\\R$", "").getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8);
            warnings.add(new Finding(name, line, setting.group(1), value));
        }
        text.append(row);
        line++;
    }

    /** The bytes of a text, each as a character. */
    private static String bytes(String addition) {
        return new String(addition.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The new content. */
    byte[] content() {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What was changed, by the lines that it had. */
    List<Finding> changes() {
        return List.copyOf(changes);
    }

    /** What to look at, by the lines that it has now. */
    List<Finding> warnings() {
        return List.copyOf(warnings);
    }
}
