package org.barman4j.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.barman4j.recovery.RestoreOutcome.Setting;

/** Makes the settings of a restored server harmless, and adds what it needs for its recovery. */
final class ServerSettings {
    private static final int VERSION_9_4 = 90_400;
    private static final int VERSION_12 = 120_000;
    private static final String MAIN = "postgresql.conf";
    private static final String AUTOMATIC = "postgresql.auto.conf";

    private final Destination destination;
    private final String directory;
    private final long version;
    private final String recoveryFile;
    private final List<Setting> changes = new ArrayList<>();
    private final List<Setting> warnings = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    ServerSettings(RestorePlan plan, long version, Destination destination) {
        this.destination = destination;
        this.directory = plan.destination();
        this.version = version;
        this.recoveryFile = plan.request().settingsFile().orElse(version < VERSION_12 ? "recovery.conf" : AUTOMATIC);
    }

    /** The file that tells how to recover. */
    String recoveryFile() {
        return recoveryFile;
    }

    /** Goes through the files; the lines are for the recovery, if there is one. */
    void adjust(List<String> lines) throws IOException, InterruptedException {
        List<String> expected = new ArrayList<>(List.of(MAIN));
        if (version >= VERSION_9_4) {
            expected.add(AUTOMATIC);
        }
        expected.addAll(List.of("pg_hba.conf", "pg_ident.conf"));
        Set<String> wanted = new LinkedHashSet<>(expected);
        if (version >= VERSION_12) {
            wanted.add(recoveryFile);
        }
        Map<String, byte[]> present = destination.read(directory, List.copyOf(wanted));
        for (String name : expected) {
            if (!present.containsKey(name)) {
                missing.add(name);
            }
        }
        for (String name : List.of(MAIN, AUTOMATIC)) {
            if (present.containsKey(name)) {
                adjust(name, present.get(name), lines);
            }
        }
        if (version >= VERSION_12 && (!present.containsKey(recoveryFile) || !isMainOrAutomatic(recoveryFile))) {
            if (!present.containsKey(recoveryFile)) {
                destination.write(directory, Map.of(recoveryFile, new byte[0]));
            }
            adjust(recoveryFile, present.getOrDefault(recoveryFile, new byte[0]), lines);
        }
    }

    private static boolean isMainOrAutomatic(String name) {
        return name.equals(MAIN) || name.equals(AUTOMATIC);
    }

    private void adjust(String name, byte[] content, List<String> lines) throws IOException, InterruptedException {
        boolean gets = version >= VERSION_12 && name.equals(recoveryFile);
        SettingsFile file = new SettingsFile(name, content, gets ? lines : List.of());
        destination.keep(directory, name, name + ".origin");
        destination.write(directory, Map.of(name, file.content()));
        file.changes().forEach(found -> changes.add(setting(found)));
        file.warnings().forEach(found -> warnings.add(setting(found)));
    }

    private static Setting setting(SettingsFile.Finding found) {
        return new Setting(found.file(), found.line(), found.key(), found.value());
    }

    List<Setting> changes() {
        return List.copyOf(changes);
    }

    List<Setting> warnings() {
        return List.copyOf(warnings);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }
}
