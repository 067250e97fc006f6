package org.barman4j.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.ssh.RemoteShell;

/** Writes the settings from which a restored server learns how to recover. Pure. */
final class RecoverySettings {
    private static final int VERSION_9_5 = 90_500;
    private static final int VERSION_12 = 120_000;

    private final ServerConfig server;
    private final long version;
    private final RestoreRequest request;
    private final Optional<TargetTime> time;

    RecoverySettings(ServerConfig server, long version, RestoreRequest request, Optional<TargetTime> time) {
        this.server = server;
        this.version = version;
        this.request = request;
        this.time = time;
    }

    /** The lines for a server that asks this Barman for WAL. */
    List<String> fetching(String thisHost) {
        List<String> lines = new ArrayList<>();
        String name = shell(server.name());
        String user = server.global().user();
        int jobs = server.required(Options.PARALLEL_JOBS);
        if (request.isRemote()) {
            lines.add("# The 'barman-wal-restore' command is provided in the 'barman-cli' package");
            lines.add("restore_command = 'barman-wal-restore" + (request.standby() ? "" : " -P") + " -U " + shell(user)
                    + request.port().map(port -> " --port " + shell(port)).orElse("") + " " + shell(thisHost) + " "
                    + name + " %f %p" + (jobs > 1 ? " -p " + jobs : "") + "'");
        } else {
            lines.add("# The 'barman get-wal' command must run as '" + user + "' user");
            lines.add(
                    "restore_command = 'barman get-wal " + (request.standby() ? "" : "-P") + " " + name + " %f > %p'");
        }
        lines.addAll(target());
        return lines;
    }

    /** The lines for a server that finds its WAL in a directory of its own. */
    List<String> copying(String walDirectory) {
        List<String> lines = new ArrayList<>();
        if (!request.standby()) {
            lines.add("restore_command = 'cp " + shell(walDirectory) + "/%f %p'");
            lines.add("recovery_end_command = 'rm -fr " + shell(walDirectory) + "'");
        } else if (request.target().isPointInTime()) {
            lines.add("restore_command = 'cp " + shell(walDirectory) + "/%f %p'"); // else it would never find it
        }
        lines.addAll(target());
        return lines;
    }

    private List<String> target() {
        List<String> lines = new ArrayList<>();
        RecoveryTarget target = request.target();
        String value = time.isPresent() ? time.get().text() : target.value();
        switch (target.kind()) {
            case TIME -> lines.add("recovery_target_time = " + quoted(value));
            case XID -> lines.add("recovery_target_xid = " + quoted(value));
            case LSN -> lines.add("recovery_target_lsn = " + quoted(value));
            case NAME -> lines.add("recovery_target_name = " + quoted(value));
            case IMMEDIATE -> lines.add("recovery_target = 'immediate'");
            case NONE -> {}
        }
        boolean hasSides = target.kind() == RecoveryTarget.Kind.TIME
                || target.kind() == RecoveryTarget.Kind.XID
                || target.kind() == RecoveryTarget.Kind.LSN;
        if (hasSides && target.exclusive()) {
            lines.add("recovery_target_inclusive = 'False'");
        }
        target.timeline().ifPresent(timeline -> lines.add("recovery_target_timeline = " + timeline));
        target.action().ifPresent(action -> {
            if (version >= VERSION_9_5) {
                lines.add("recovery_target_action = '" + action + "'");
            } else {
                lines.add("pause_at_recovery_target = 'on'"); // the only action that it knows
            }
        });
        if (version < VERSION_12 && request.standby()) {
            lines.add("standby_mode = 'on'");
        }
        return lines;
    }

    /** A word for the shell that PostgreSQL starts, inside a quoted value in which a per cent sign stands for something. */
    private static String shell(String word) {
        return escaped(RemoteShell.quote(word)).replace("%", "%%");
    }

    private static String quoted(String value) {
        return "'" + escaped(value) + "'";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("'", "''");
    }
}
