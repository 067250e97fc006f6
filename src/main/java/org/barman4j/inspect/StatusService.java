package org.barman4j.inspect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.RemoteStatus;
import org.barman4j.retention.RetentionPolicy;
import org.barman4j.text.ByteSize;
import org.barman4j.text.PythonTime;

/** Gathers the state of one server: of its configuration, of PostgreSQL, of its WAL and of its backups. */
public final class StatusService {
    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal(3600);

    private final LiveServer live;
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final ArchiveHealth health;
    private final List<ServerStatus.Line> lines = new ArrayList<>();

    public StatusService(LiveServer live, ServerCatalog stores, ArchiveHealth health) {
        this.health = health;
        this.live = live;
        this.server = live.config();
        this.stores = stores;
    }

    public ServerStatus status() {
        try (live) {
            server.get(Options.DESCRIPTION).ifPresent(text -> add("description", "Description", text));
            add("active", "Active", truth(server.isActive()));
            add("disabled", "Disabled", truth(server.isDisabled()));
            add(
                    "active_model",
                    "Active configuration model",
                    server.activeModel().orElse("None"));
            if (!server.isPassive()) {
                postgres(live.postgres());
                archiver(live.archiver());
            }
            add("passive_node", "Passive node", truth(server.isPassive()));
            add("retention_policies", "Retention policies", retention());
            Backups backups = stores.catalog().load();
            backups(stores.marks().whole(backups));
            if (server.isPassive()) {
                add(
                        "primary_ssh_command",
                        "SSH command to primary server",
                        server.get(Options.PRIMARY_SSH_COMMAND).orElse("None"));
            }
            health.problems(backups)
                    .forEach(problem -> add(problem.key(), problem.label(), "FAILED (" + problem.message() + ")"));
            return new ServerStatus(server.name(), lines);
        }
    }

    private void postgres(RemoteStatus status) {
        Optional<String> version = status.text("server_txt_version");
        add("pg_version", "PostgreSQL version", version.orElse("FAILED trying to get PostgreSQL version"));
        if (version.isEmpty()) {
            return;
        }
        add("is_in_recovery", "Cluster state", status.is("is_in_recovery") ? "in archive recovery" : "in production");
        status.get("current_size")
                .map(Number.class::cast)
                .ifPresent(size -> add("current_size", "Current data size", ByteSize.pretty(size.longValue())));
        status.text("data_directory").ifPresent(path -> add("data_directory", "PostgreSQL Data directory", path));
        status.text("current_xlog").ifPresent(name -> add("current_xlog", "Current WAL segment", name));
    }

    private void archiver(RemoteStatus status) {
        if (status.get("archive_mode").isEmpty()) {
            return;
        }
        add(
                "archive_command",
                "PostgreSQL 'archive_command' setting",
                status.text("archive_command")
                        .filter(text -> !text.isEmpty())
                        .orElse("FAILED (please set it accordingly to documentation)"));
        add(
                "last_archived_wal",
                "Last archived WAL",
                status.text("last_archived_wal")
                        .map(name -> name
                                + time(status, "last_archived_time")
                                        .map(", at "::concat)
                                        .orElse(""))
                        .orElse("No WAL segment shipped yet"));
        Optional<Number> failures = status.get("failed_count").map(Number.class::cast);
        failures.ifPresent(count -> add("failed_count", "Failures of WAL archiver", failures(count, status)));
        status.text("current_archived_wals_per_second")
                .map(rate -> new BigDecimal(rate).multiply(SECONDS_PER_HOUR).setScale(2, RoundingMode.HALF_EVEN))
                .filter(rate -> !isZero(status))
                .ifPresent(rate -> add(
                        "server_archived_wals_per_hour", "Server WAL archiving rate", rate.toPlainString() + "/hour"));
    }

    private static boolean isZero(RemoteStatus status) {
        return status.get("archived_count")
                        .map(count -> ((Number) count).longValue())
                        .orElse(0L)
                == 0;
    }

    private static String failures(Number count, RemoteStatus status) {
        if (count.longValue() == 0) {
            return "0";
        }
        return count + " (" + status.text("last_failed_wal").orElse("None") + " at "
                + time(status, "last_failed_time").orElse("None") + ")";
    }

    private static Optional<String> time(RemoteStatus status, String name) {
        return status.get(name).map(time -> PythonTime.ctime((OffsetDateTime) time));
    }

    private String retention() {
        Optional<RetentionPolicy> policy = Retention.policy(server);
        return policy.map(found -> "enforced (mode: "
                        + server.get(Options.RETENTION_POLICY_MODE).orElse("auto") + ", retention: " + found
                        + ", WAL retention: MAIN)")
                .orElse("not enforced");
    }

    private void backups(Backups backups) {
        long done = count(backups, false);
        long full = count(backups, true);
        add("backups_number", "No. of available backups", Long.toString(done));
        add("first_backup", "First available backup", id(backups.oldest(StatusService::isCopyDone)));
        add("last_backup", "Last available backup", id(backups.newest(StatusService::isCopyDone)));
        int needed = (Integer) server.required(Options.MINIMUM_REDUNDANCY);
        add(
                "minimum_redundancy",
                "Minimum redundancy requirements",
                (full < needed ? "FAILED" : "satisfied") + " (" + full + "/" + needed + ")");
    }

    private static long count(Backups backups, boolean fullOnly) {
        return backups.oldestFirst().stream()
                .filter(backup -> backup.status() == BackupStatus.DONE)
                .filter(backup -> !fullOnly || !backup.isIncremental())
                .count();
    }

    private static boolean isCopyDone(BackupInfo backup) {
        return backup.status().isCopyDone();
    }

    private static String id(Optional<BackupInfo> backup) {
        return backup.map(found -> found.id().text()).orElse("None");
    }

    private static String truth(boolean value) {
        return value ? "True" : "False";
    }

    private void add(String key, String description, String message) {
        lines.add(new ServerStatus.Line(key, description, message));
    }
}
