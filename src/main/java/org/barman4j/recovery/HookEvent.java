package org.barman4j.recovery;

import java.util.Map;
import java.util.TreeMap;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.hook.BackupHooks;
import org.barman4j.hook.RestoreHooks;
import org.barman4j.text.JsonText;

/** What the hooks around a restore are told of it. */
final class HookEvent {
    private final RestorePlan plan;
    private final Backups backups;
    private final BackupCatalog catalog;

    HookEvent(RestorePlan plan, Backups backups, BackupCatalog catalog) {
        this.plan = plan;
        this.backups = backups;
        this.catalog = catalog;
    }

    RestoreHooks.Restore restore() {
        BackupInfo backup = plan.backup();
        RestoreRequest request = plan.request();
        BackupHooks.Backup about = new BackupHooks.Backup(
                catalog.directoryOf(backup.id()).toString(),
                catalog.infoFileOf(backup.id()).toString(),
                backup.id().text(),
                backups.previous(backup).map(found -> found.id().text()).orElse(""),
                backups.next(backup).map(found -> found.id().text()).orElse(""),
                backup.status().name(),
                backup.text(BackupField.ERROR).orElse(""));
        Map<String, Object> options = options(request);
        return new RestoreHooks.Restore(
                about,
                request.destination(),
                request.tablespaces().isEmpty() ? "" : JsonText.write(request.tablespaces()),
                request.remoteCommand().orElse(""),
                options.isEmpty() ? "" : JsonText.write(options));
    }

    private static Map<String, Object> options(RestoreRequest request) {
        Map<String, Object> options = new TreeMap<>();
        RecoveryTarget target = request.target();
        switch (target.kind()) {
            case TIME -> options.put("target_time", target.value());
            case XID -> options.put("target_xid", target.value());
            case LSN -> options.put("target_lsn", target.value());
            case NAME -> options.put("target_name", target.value());
            case IMMEDIATE -> options.put("target_immediate", true);
            case NONE -> {}
        }
        target.timeline().ifPresent(timeline -> options.put("target_tli", timeline));
        target.action().ifPresent(action -> options.put("target_action", action));
        if (target.exclusive()) {
            options.put("exclusive", true);
        }
        if (request.standby()) {
            options.put("standby_mode", true);
        }
        request.settingsFile().ifPresent(file -> options.put("recovery_conf_filename", file));
        request.port().ifPresent(port -> options.put("recovery_option_port", port));
        return options;
    }
}
