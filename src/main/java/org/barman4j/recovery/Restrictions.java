package org.barman4j.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupType;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** The rules for what can be asked of a restore, in Barman's order and words. */
final class Restrictions {
    private static final int VERSION_9_1 = 90_100;
    private static final int VERSION_9_4 = 90_400;
    private static final int VERSION_9_5 = 90_500;
    private static final int VERSION_10 = 100_000;

    /** What a cluster has in its directory that is no settings file, beside what begins with {@code pg_}. */
    private static final Set<String> OTHERS = Set.of(
            "",
            ".",
            "..",
            "PG_VERSION",
            "backup_label",
            "backup_manifest",
            "base",
            "current_logfiles",
            "global",
            "log",
            "postmaster.opts",
            "postmaster.pid",
            "recovery.signal",
            "standby.signal",
            "tablespace_map",
            ".barman-recover.info",
            UnfinishedRestore.NAME);

    private final ServerConfig server;
    private final RestoreRequest request;
    private final BackupInfo backup;

    Restrictions(ServerConfig server, RestoreRequest request, BackupInfo backup) {
        this.server = server;
        this.request = request;
        this.backup = backup;
    }

    /** @throws RefusedException if one of them is broken */
    void check() {
        source();
        tablespaces();
        place();
        settingsFile();
        snapshot();
        version();
    }

    /**
     * The rules that are broken, for a plan, which can be made in spite of some.
     *
     * @throws RefusedException if one is broken without which there is no plan
     */
    List<Objection> broken() {
        source();
        place();
        snapshot();
        List<Objection> broken = new ArrayList<>();
        for (Runnable rule : List.<Runnable>of(this::tablespaces, this::settingsFile, this::version)) {
            try {
                rule.run();
            } catch (RefusedException e) {
                broken.add(new Objection(e.getMessage(), e.hint().orElse("")));
            }
        }
        return broken;
    }

    private void source() {
        if (!backup.status().isCopyDone()) {
            throw cannot("backup status is not DONE");
        }
        if (needsStaging()) {
            staging();
        }
    }

    private void place() {
        destination();
        walDirectory();
        delta();
    }

    /** Whether a word is among the server's recovery options. */
    static boolean wants(ServerConfig server, String word) {
        return server.get(Options.RECOVERY_OPTIONS)
                .filter(options -> options.contains(word))
                .isPresent();
    }

    private boolean needsStaging() {
        return backup.isIncremental() || BaseCopy.isArchived(backup);
    }

    private RefusedException cannot(String reason) {
        return new RefusedException("Cannot restore from backup '"
                + request.backup().text() + "' of server '" + server.name() + "': " + reason);
    }

    /** Where things are put together that can't be put together in the destination. */
    String staging() {
        Optional<String> path = text(Options.STAGING_PATH);
        if (path.isPresent()) {
            return path.get();
        }
        Optional<String> unpacking = text(Options.RECOVERY_STAGING_PATH);
        Optional<String> combining = text(Options.LOCAL_STAGING_PATH);
        if (unpacking.isEmpty() && combining.isEmpty()) {
            return "/tmp";
        }
        String advice = " Please set staging_path and staging_location in the server configuration file, or use their"
                + " equivalent CLI options --staging-path and --staging-location";
        if (backup.text(BackupField.ENCRYPTION).isPresent() && combining.isEmpty()) {
            throw cannot("backup is encrypted with '"
                    + backup.text(BackupField.ENCRYPTION).get()
                    + "' and it will be decrypted in the barman host but no staging path and location was provided."
                    + advice);
        }
        if (backup.text(BackupField.COMPRESSION).isPresent() && unpacking.isEmpty()) {
            throw cannot("backup is compressed with "
                    + backup.text(BackupField.COMPRESSION).get()
                    + " compression and it will be decompressed in a staging area but no staging path was provided."
                    + advice);
        }
        if (backup.isIncremental() && combining.isEmpty()) {
            throw cannot("backup has to be combined with pg_combinebackup in a staging area but no staging path and"
                    + " location was provided." + advice);
        }
        return combining.or(() -> unpacking).orElseThrow();
    }

    /** Tells if this is only known from options that will go. */
    void warn(Notices notices) {
        boolean old = text(Options.RECOVERY_STAGING_PATH).isPresent()
                || text(Options.LOCAL_STAGING_PATH).isPresent();
        if (needsStaging() && text(Options.STAGING_PATH).isEmpty() && old) {
            notices.warning("recovery_staging_path and local_staging_path, and their equivalent CLI options"
                    + " --recovery-staging-path and --local-staging-path, are deprecated and will be removed in a future"
                    + " release. Please use staging_path and staging_location, and their equivalent CLI options"
                    + " --staging-path and --staging-location, instead.");
        }
    }

    private Optional<String> text(ConfigOption<String> option) {
        return server.get(option).filter(value -> !value.isEmpty());
    }

    private void tablespaces() {
        List<String> known = backup.tablespaces().stream().map(Tablespace::name).toList();
        for (String name : request.tablespaces().keySet()) {
            if (!known.contains(name)) {
                throw new RefusedException(
                        "Invalid tablespace name '" + name + "'",
                        "Please use any of the following tablespaces: " + String.join(", ", known));
            }
        }
    }

    private void destination() {
        if (request.destination().isEmpty()) {
            throw new RefusedException("the destination directory is empty");
        }
        if (request.destination().contains(":")) {
            throw new RefusedException(
                    "The destination directory parameter cannot contain the ':' character",
                    "If you want to do a remote recovery you have to use the --remote-ssh-command option");
        }
    }

    private void walDirectory() {
        if (request.walDirectory().filter(path -> !path.startsWith("/")).isPresent()) {
            throw new RefusedException(
                    "the directory '" + request.walDirectory().get() + "' for WAL is not absolute",
                    "PostgreSQL looks for it from its data directory; begin it with a slash.");
        }
    }

    /** It gets settings appended, which none but a settings file survives. */
    private void settingsFile() {
        Optional<String> name = request.settingsFile();
        if (name.filter(text -> OTHERS.contains(text) || text.matches("pg_.*|.*[/\\p{Cntrl}].*"))
                .isPresent()) {
            throw new RefusedException(
                    "'" + name.get() + "' can't be the file with the recovery settings",
                    "Give --recovery-conf-filename the name of a settings file in the data directory, such as"
                            + " recovery.auto.conf, and include that in postgresql.conf.");
        }
    }

    /** Whether the backup is put together on the other host. */
    boolean isStagedThere() {
        return isStagedRemotely() && needsStaging();
    }

    private boolean isStagedRemotely() {
        return server.get(Options.STAGING_LOCATION).filter("remote"::equals).isPresent() && request.isRemote();
    }

    private void delta() {
        if (!Restrictions.wants(server, "delta-restore")) {
            return;
        }
        if (!request.isRemote() && needsStaging()) {
            throw new RefusedException("Cannot restore a backup locally with delta mode when the backup is not plain.");
        }
        if (isStagedRemotely()) {
            throw new RefusedException(
                    "Cannot restore a backup remotely with delta mode when 'staging_location=remote'.");
        }
    }

    private void snapshot() {
        boolean instance = request.snapshotInstance().isPresent();
        if (backup.type() != BackupType.SNAPSHOT) {
            if (instance) {
                throw new RefusedException("Backup " + backup.id() + " is not a snapshot backup but the following"
                        + " snapshot arguments have been used: --snapshot-recovery-instance");
            }
            return;
        }
        if (!instance) {
            throw new RefusedException("Backup " + backup.id() + " is a snapshot backup and the following required"
                    + " arguments have not been provided: --snapshot-recovery-instance");
        }
        if (!request.tablespaces().isEmpty()) {
            throw new RefusedException("Backup " + backup.id()
                    + " is a snapshot backup therefore tablespace relocation rules cannot be used.");
        }
        throw new RefusedException(
                "backup " + backup.id() + " is made of disk snapshots, and no cloud provider is available in this"
                        + " version of barman4j",
                "Barman 3.17 can restore it from the same directories.");
    }

    /** What older PostgreSQLs can't do. */
    private void version() {
        RecoveryTarget target = request.target();
        long version = backup.number(BackupField.VERSION).orElse((long) VERSION_10);
        if (version < VERSION_10 && target.kind() == RecoveryTarget.Kind.LSN) {
            throw new RefusedException("Illegal use of recovery_target_lsn '" + target.value()
                    + "' for this version of PostgreSQL (version 10 minimum required)");
        }
        if (version < VERSION_9_4 && target.kind() == RecoveryTarget.Kind.IMMEDIATE) {
            throw new RefusedException("Illegal use of recovery_target_immediate for this version of PostgreSQL"
                    + " (version 9.4 minimum required)");
        }
        if (target.action().isPresent()) {
            String action = target.action().get();
            if (!target.isPointInTime()) {
                throw new RefusedException("Can't enable recovery target action when PITR is not required");
            }
            if (version < VERSION_9_1 || (version < VERSION_9_5 && !action.equals("pause"))) {
                throw new RefusedException("Illegal target action '" + action + "' for this version of PostgreSQL");
            }
        }
    }
}
