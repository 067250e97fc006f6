package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.text.ByteSize;
import org.barman4j.xlog.WalSegmentName;

/** Says in words what a plan will do, in its order. */
final class PlanSteps {
    private final RestorePlan plan;
    private final List<String> steps = new ArrayList<>();

    private PlanSteps(RestorePlan plan) {
        this.plan = plan;
    }

    static List<String> of(RestorePlan plan) {
        PlanSteps words = new PlanSteps(plan);
        words.base();
        words.wal();
        words.settings();
        return List.copyOf(words.steps);
    }

    private void base() {
        BackupInfo backup = plan.backup();
        String where = plan.destination()
                + plan.request()
                        .remoteCommand()
                        .map(command -> " on the host of '" + command + "'")
                        .orElse("");
        String size = plan.bytes() > 0 ? " (" + ByteSize.pretty(plan.bytes()) + ")" : "";
        String staging = plan.staging() + (plan.stagedThere() ? " over there" : "");
        String detour = plan.request().isRemote() && !plan.stagedThere() ? staging + ", and copy that to " : "";
        if (plan.stagedThere()) {
            steps.add("copy " + String.join(", ", ids()) + " as " + (ids().size() > 1 ? "they are" : "it is") + " to "
                    + staging);
        }
        if (backup.isIncremental()) {
            plan.chain().stream()
                    .filter(BaseCopy::isArchived)
                    .forEach(link -> steps.add("unpack backup " + link.id() + " in " + staging));
            steps.add("combine backups " + String.join(", ", ids()) + " with pg_combinebackup into " + detour + where
                    + size);
        } else if (plan.archived()) {
            String kind = backup.text(BackupField.ENCRYPTION).isPresent() ? "decrypt and unpack" : "unpack";
            steps.add(kind + " backup " + backup.id() + " into " + detour + where + size);
        } else {
            steps.add("copy backup " + backup.id() + " to " + where + size
                    + (plan.delta() ? ", as far as it differs from what is there" : ""));
        }
        for (Map.Entry<String, String> tablespace : plan.locations().entrySet()) {
            steps.add("put tablespace " + tablespace.getKey() + " into " + tablespace.getValue());
        }
    }

    /** The backups of the chain, the full one first. */
    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        plan.chain().forEach(link -> ids.add(0, link.id().text()));
        return ids;
    }

    private void wal() {
        if (plan.getWal()) {
            steps.add("let the server fetch its WAL from here, with restore_command");
            return;
        }
        List<String> archived = plan.wal().archived().stream()
                .filter(name -> name.length() == WalSegmentName.LENGTH)
                .toList();
        String range = archived.isEmpty()
                ? "no WAL, because there is none"
                : archived.size() + " WAL file" + (archived.size() == 1 ? "" : "s") + ", from " + archived.get(0)
                        + " to " + archived.get(archived.size() - 1) + ",";
        steps.add("copy " + range + " to " + plan.walDirectory());
        for (Path file : plan.wal().tail()) {
            steps.add("add " + file.getFileName() + " from the receiver, which is not in the archive yet");
        }
    }

    private void settings() {
        steps.add(
                "disable archive_command and old recovery targets in the server's settings, and report what to review");
        RecoveryTarget target = plan.request().target();
        if (plan.request().standby()) {
            steps.add("make it a standby (standby.signal)");
        }
        if (target.isPointInTime()) {
            String value = plan.time().map(TargetTime::text).orElse(target.value());
            String kind = target.kind() == RecoveryTarget.Kind.NONE
                    ? "the end of the WAL"
                    : target.kind() == RecoveryTarget.Kind.IMMEDIATE
                            ? "the end of the backup"
                            : target.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + value;
            steps.add("let it recover to " + kind
                    + target.timeline()
                            .map(timeline -> " on timeline " + timeline)
                            .orElse("")
                    + (target.exclusive() ? ", just before it" : "")
                    + target.action().map(action -> ", and then " + action).orElse(""));
        } else if (!plan.request().standby()) {
            steps.add("let it recover as far as there is WAL");
        }
        steps.add("force everything to the storage, and only then put " + ControlFile.PATH + " in its place");
    }
}
