package org.barman4j.config;

import static org.barman4j.config.OptionType.*;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of all options.
 *
 * <p>One long class on purpose: an option is declared here and nowhere else, in the order in which Barman resolves
 * them, so that a default may refer to an option above it.
 */
public final class Options {
    private static final Map<String, ConfigOption<?>> BY_NAME = new LinkedHashMap<>(256);

    public static final ConfigOption<String> BARMAN_HOME = global(
            "barman_home",
            OptionGroup.PATHS,
            TEXT,
            "",
            "Root directory under which every server keeps its backups and WAL files. Required; must be writable by barman_user.",
            "/srv/barman");

    public static final ConfigOption<String> BARMAN_USER = global(
            "barman_user",
            OptionGroup.GENERAL,
            TEXT,
            "barman",
            "Operating system user that Barman runs as. Root is switched to this user; any other user is refused.",
            "backup");

    public static final ConfigOption<String> BARMAN_LOCK_DIRECTORY = global(
            "barman_lock_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(barman_home)s",
            "Directory of the lock files; unset means barman_home. Keep it on a local file system, because locks are unreliable on network mounts.",
            "/run/barman");

    public static final ConfigOption<Boolean> LOCK_DIRECTORY_CLEANUP = global(
            "lock_directory_cleanup",
            OptionGroup.GENERAL,
            FLAG,
            "true",
            "Whether cron removes lock files that nobody holds any more (true or false).",
            "false");

    public static final ConfigOption<String> CONFIG_CHANGES_QUEUE = global(
            "config_changes_queue",
            OptionGroup.PATHS,
            TEXT,
            "%(barman_home)s/cfg_changes.queue",
            "JSON file that holds config-update changes until they are applied; unset means cfg_changes.queue in barman_home.",
            "/var/lib/barman/changes.queue");

    public static final ConfigOption<String> LOG_FILE = global(
            "log_file",
            OptionGroup.GENERAL,
            TEXT,
            "",
            "File that log messages are appended to; safe to rotate. Unset, or if the file cannot be opened, the log goes to standard error.",
            "/var/log/barman/barman.log");

    public static final ConfigOption<String> LOG_LEVEL = global(
            "log_level",
            OptionGroup.GENERAL,
            TEXT,
            "INFO",
            "Least severity that is logged: DEBUG, INFO, WARNING, ERROR, CRITICAL, NOTSET or a number. An unknown word counts as INFO and is warned about.",
            "DEBUG");

    public static final ConfigOption<String> LOG_FORMAT = global(
            "log_format",
            OptionGroup.GENERAL,
            TEXT,
            "%(asctime)s [%(process)s] %(name)s %(levelname)s: %(message)s",
            "Layout of a log line in Python logging syntax, every percent sign written four times. Barman 3.17 obeys it, yet warns that it is an invalid option.",
            "%%%%(asctime)s %%%%(levelname)s %%%%(message)s");

    public static final ConfigOption<String> CONFIGURATION_FILES_DIRECTORY = global(
            "configuration_files_directory",
            OptionGroup.PATHS,
            TEXT,
            "",
            "Directory whose *.conf files are read after the main file, in name order, later values winning. None of them may change [barman].",
            "/etc/barman.d");

    public static final ConfigOption<Boolean> MODEL = model(
            "model",
            OptionGroup.GENERAL,
            FLAG,
            "",
            "true turns this section into a model: a set of overrides for config-switch instead of a server. A model must name its cluster.",
            "true");

    public static final ConfigOption<Boolean> ACTIVE = server(
            "active",
            OptionGroup.GENERAL,
            FLAG,
            "true",
            "false sets a server aside: cron and backup pass it over, while check and diagnose still look at it without affecting the exit code of check.",
            "false");

    public static final ConfigOption<Boolean> ARCHIVER = both(
            "archiver",
            OptionGroup.WAL,
            FLAG,
            "off",
            "Archive the WAL files that archive_command drops into the incoming directory (on or off). Forced on, with a warning, if streaming_archiver is off too.",
            "on");

    public static final ConfigOption<Integer> ARCHIVER_BATCH_SIZE = both(
            "archiver_batch_size",
            OptionGroup.WAL,
            INTEGER,
            "0",
            "Most WAL files that one run takes from the incoming directory; 0 means no limit.",
            "100");

    public static final ConfigOption<Boolean> AUTOGENERATE_MANIFEST = both(
            "autogenerate_manifest",
            OptionGroup.BACKUP,
            FLAG,
            "false",
            "Write a backup_manifest for pg_verifybackup after each rsync or local-rsync backup (true or false). Reads the whole backup once more.",
            "true");

    public static final ConfigOption<Integer> AWS_AWAIT_SNAPSHOTS_TIMEOUT = both(
            "aws_await_snapshots_timeout",
            OptionGroup.SNAPSHOTS,
            INTEGER,
            "3600",
            "Seconds to wait for AWS to complete the EBS snapshots of a backup.",
            "7200");

    public static final ConfigOption<String> AWS_SNAPSHOT_LOCK_MODE = both(
            "aws_snapshot_lock_mode",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Lock new EBS snapshots against deletion: governance or compliance. Needs a lock duration or an expiration date.",
            "governance");

    public static final ConfigOption<Integer> AWS_SNAPSHOT_LOCK_DURATION = both(
            "aws_snapshot_lock_duration",
            OptionGroup.SNAPSHOTS,
            INTEGER,
            "",
            "Days that a new EBS snapshot stays locked, 1 to 36500. Not together with aws_snapshot_lock_expiration_date.",
            "30");

    public static final ConfigOption<Integer> AWS_SNAPSHOT_LOCK_COOL_OFF_PERIOD = both(
            "aws_snapshot_lock_cool_off_period",
            OptionGroup.SNAPSHOTS,
            INTEGER,
            "",
            "Hours, 1 to 72, in which a compliance lock can still be changed. Not allowed in governance mode.",
            "24");

    public static final ConfigOption<String> AWS_SNAPSHOT_LOCK_EXPIRATION_DATE = both(
            "aws_snapshot_lock_expiration_date",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Moment at which snapshot locks end, in UTC as YYYY-MM-DDTHH:MM:SS.mmmZ. Not together with aws_snapshot_lock_duration.",
            "2030-12-31T00:00:00.000Z");

    public static final ConfigOption<String> AWS_PROFILE = both(
            "aws_profile",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Profile in the AWS credentials file to log in with; unset leaves the choice to the AWS tools.",
            "backup");

    public static final ConfigOption<String> AWS_REGION = both(
            "aws_region",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "AWS region of the instance and its volumes.",
            "eu-central-1");

    public static final ConfigOption<String> AZURE_CREDENTIAL = both(
            "azure_credential",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "How to log in to Azure: azure-cli, managed-identity or default. Unset lets the Azure library choose.",
            "managed-identity");

    public static final ConfigOption<String> AZURE_RESOURCE_GROUP = both(
            "azure_resource_group",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Azure resource group of the virtual machine and its disks.",
            "db-servers");

    public static final ConfigOption<String> AZURE_SUBSCRIPTION_ID = both(
            "azure_subscription_id",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Id of the Azure subscription in which the virtual machine and its disks live.",
            "00000000-1111-2222-3333-444444444444");

    public static final ConfigOption<String> BACKUP_COMPRESSION = both(
            "backup_compression",
            OptionGroup.COMPRESSION,
            choice("gzip", "lz4", "zstd", "none"),
            "",
            "Compression of pg_basebackup backups: gzip, lz4, zstd or none; lz4 and zstd need PostgreSQL 15. Any other backup_method rejects it.",
            "zstd");

    public static final ConfigOption<String> BACKUP_COMPRESSION_FORMAT = both(
            "backup_compression_format",
            OptionGroup.COMPRESSION,
            choice("plain", "tar"),
            "",
            "Keep a compressed backup as tar files or unpack it on arrival (plain); unset means tar. plain needs backup_compression_location = server.",
            "plain");

    public static final ConfigOption<Integer> BACKUP_COMPRESSION_LEVEL = both(
            "backup_compression_level",
            OptionGroup.COMPRESSION,
            INTEGER,
            "",
            "Level for backup_compression: gzip 1 to 9, lz4 1 to 12, zstd up to 22. Unset uses the default of the algorithm.",
            "5");

    public static final ConfigOption<String> BACKUP_COMPRESSION_LOCATION = both(
            "backup_compression_location",
            OptionGroup.COMPRESSION,
            choice("client", "server"),
            "",
            "Where a backup is compressed: client (the Barman host) or server (the PostgreSQL host, version 15 or later, saves network traffic).",
            "server");

    public static final ConfigOption<Integer> BACKUP_COMPRESSION_WORKERS = both(
            "backup_compression_workers",
            OptionGroup.COMPRESSION,
            INTEGER,
            "",
            "Threads that compress a backup; only with backup_compression = zstd.",
            "4");

    public static final ConfigOption<String> BACKUP_DIRECTORY = serverNotInModel(
            "backup_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(barman_home)s/%(name)s",
            "Directory of everything kept for this server; unset means barman_home plus the server name. No two servers may share it.",
            "/srv/barman/main");

    public static final ConfigOption<String> BACKUP_METHOD = both(
            "backup_method",
            OptionGroup.BACKUP,
            choice("rsync", "postgres", "local-rsync", "snapshot"),
            "rsync",
            "How backups are taken: rsync (over SSH), postgres (pg_basebackup), local-rsync (same host, same user) or snapshot (cloud disks).",
            "postgres");

    public static final ConfigOption<WordSet> BACKUP_OPTIONS = both(
            "backup_options",
            OptionGroup.BACKUP,
            words(
                    "BackupOptions",
                    List.of("exclusive_backup", "concurrent_backup"),
                    "exclusive_backup",
                    "concurrent_backup",
                    "external_configuration"),
            "",
            "concurrent_backup or exclusive_backup (before PostgreSQL 15); add external_configuration after a comma to silence warnings on files outside PGDATA. rsync warns if unset.",
            "concurrent_backup,external_configuration");

    /** Ours, and not Barman's: see {@link #isOurs}. */
    public static final ConfigOption<Boolean> BACKUP_PAGE_CHECKSUMS = both(
            "backup_page_checksums",
            OptionGroup.BACKUP,
            FLAG,
            "",
            "Whether the checksums of all data pages are compared when a backup has been copied, and again by verify-backup (true or false); bad pages are told and fail neither. barman4j only.",
            "true");

    public static final ConfigOption<Object> BANDWIDTH_LIMIT = both(
            "bandwidth_limit",
            OptionGroup.COPY,
            NUMBER_OR_NOTHING,
            "",
            "Fastest that a backup or restore may copy, in kilobytes per second; unset or 0 means no limit. Snapshot backups reject it.",
            "50000");

    public static final ConfigOption<Integer> BASEBACKUP_RETRY_SLEEP = both(
            "basebackup_retry_sleep",
            OptionGroup.COPY,
            INTEGER,
            "30",
            "Seconds to wait before a failed copy is tried again.",
            "60");

    public static final ConfigOption<Integer> BASEBACKUP_RETRY_TIMES = both(
            "basebackup_retry_times",
            OptionGroup.COPY,
            INTEGER,
            "0",
            "How many more times a failed copy is tried, in backup and restore; 0 gives up at once.",
            "3");

    public static final ConfigOption<String> BASEBACKUPS_DIRECTORY = serverNotInModel(
            "basebackups_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(backup_directory)s/base",
            "Directory of the base backups; unset means base in backup_directory.",
            "/srv/barman/main/base");

    public static final ConfigOption<Integer> CHECK_TIMEOUT = both(
            "check_timeout",
            OptionGroup.CHECKS,
            INTEGER,
            "30",
            "Seconds that all checks of one server may take; 0 means no limit. Running out of time is a failure and keeps a backup from starting.",
            "60");

    public static final ConfigOption<String> CLUSTER = server(
            "cluster",
            OptionGroup.GENERAL,
            TEXT,
            "%(name)s",
            "Cluster that a server or model belongs to; a model fits only servers of the same cluster. Unset means the server name.",
            "payments");

    public static final ConfigOption<String> COMPRESSION = both(
            "compression",
            OptionGroup.COMPRESSION,
            choiceOrNothing("bzip2", "custom", "gzip", "lz4", "pigz", "pybzip2", "pygzip", "snappy", "xz", "zstd"),
            "",
            "Compression of archived WAL files: gzip, pigz, bzip2, xz, zstd, lz4 or snappy; unset means none. pygzip, pybzip2 and custom are deprecated.",
            "zstd");

    public static final ConfigOption<Object> COMPRESSION_LEVEL = both(
            "compression_level",
            OptionGroup.COMPRESSION,
            LEVEL,
            "medium",
            "Effort put into compressing WAL files: low, medium, high or a number. Numbers outside the range of the algorithm are moved to its nearest end.",
            "high");

    public static final ConfigOption<String> CONNINFO = server(
            "conninfo",
            OptionGroup.CONNECTION,
            TEXT,
            "",
            "libpq connection string for monitoring PostgreSQL and controlling backups. Required except on a passive node; keep passwords in ~/.pgpass.",
            "host=pg user=barman dbname=postgres");

    public static final ConfigOption<String> CUSTOM_COMPRESSION_FILTER = both(
            "custom_compression_filter",
            OptionGroup.COMPRESSION,
            TEXT,
            "",
            "Deprecated: use a built-in compression. Shell command that compresses a WAL file from standard input to output when compression = custom.",
            "zstd -c");

    public static final ConfigOption<String> CUSTOM_DECOMPRESSION_FILTER = both(
            "custom_decompression_filter",
            OptionGroup.COMPRESSION,
            TEXT,
            "",
            "Deprecated: use a built-in compression. Shell command that undoes custom_compression_filter, from standard input to output.",
            "zstd -dc");

    public static final ConfigOption<String> CUSTOM_COMPRESSION_MAGIC = both(
            "custom_compression_magic",
            OptionGroup.COMPRESSION,
            TEXT,
            "",
            "Deprecated: use a built-in compression. First bytes of a custom-compressed WAL file in hexadecimal, with 0x in front, so that it is not compressed twice.",
            "0x28b52ffd");

    public static final ConfigOption<String> DESCRIPTION = server(
            "description",
            OptionGroup.GENERAL,
            TEXT,
            "",
            "Free text about the server, shown by list-servers.",
            "Payments, production");

    public static final ConfigOption<Boolean> DISABLED = computed(
            "disabled",
            OptionGroup.GENERAL,
            FLAG,
            "false",
            "Computed, not yours to set: true when configuration problems stop Barman from using the server. A value in a file is ignored.",
            "false");

    public static final ConfigOption<String> ENCRYPTION = both(
            "encryption",
            OptionGroup.ENCRYPTION,
            choiceWithNone("none", "none", "gpg"),
            "none",
            "Encrypt backups and WAL files: none or gpg. gpg needs tar-format compressed postgres backups; none in a server section overrides a global gpg.",
            "gpg");

    public static final ConfigOption<String> ENCRYPTION_KEY_ID = both(
            "encryption_key_id",
            OptionGroup.ENCRYPTION,
            TEXT,
            "",
            "GPG key that backups and WAL files are encrypted for; required with encryption = gpg. Must be in the key ring of barman_user.",
            "barman@example.com");

    public static final ConfigOption<String> ENCRYPTION_PASSPHRASE_COMMAND = both(
            "encryption_passphrase_command",
            OptionGroup.ENCRYPTION,
            TEXT,
            "",
            "Shell command that prints the passphrase of the key. Needed to restore and to fetch WAL files, not to back up.",
            "cat /etc/barman/passphrase");

    public static final ConfigOption<String> ERRORS_DIRECTORY = serverNotInModel(
            "errors_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(backup_directory)s/errors",
            "Quarantine for WAL files that cannot be archived, such as duplicates with other content; unset means errors in backup_directory. Watch it.",
            "/srv/barman/main/errors");

    public static final ConfigOption<Boolean> FORWARD_CONFIG_PATH = both(
            "forward_config_path",
            OptionGroup.PASSIVE_NODE,
            FLAG,
            "false",
            "Pass the path of the local configuration file on to Barman on the primary node (true or false). The file must have the same path there.",
            "true");

    public static final ConfigOption<String> GCP_PROJECT = both(
            "gcp_project",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Id of the Google Cloud project in which the instance and its disks live.",
            "my-project");

    public static final ConfigOption<String> GCP_ZONE = server(
            "gcp_zone",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Google Cloud zone of the instance and its disks.",
            "europe-west1-b");

    public static final ConfigOption<Boolean> IMMEDIATE_CHECKPOINT = both(
            "immediate_checkpoint",
            OptionGroup.BACKUP,
            FLAG,
            "false",
            "Have PostgreSQL finish the checkpoint at the start of a backup as fast as it can (true or false). Starts sooner, at the price of a burst of writes.",
            "true");

    public static final ConfigOption<String> INCOMING_WALS_DIRECTORY = serverNotInModel(
            "incoming_wals_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(backup_directory)s/incoming",
            "Directory in which archive_command or barman-wal-archive delivers WAL files; unset means incoming in backup_directory.",
            "/srv/barman/main/incoming");

    public static final ConfigOption<Integer> KEEPALIVE_INTERVAL = both(
            "keepalive_interval",
            OptionGroup.CONNECTION,
            INTEGER,
            "60",
            "Seconds between the small queries that keep the connection open during an rsync backup; 0 sends none. Unlike in Barman 3.17, servers inherit it from [barman].",
            "30");

    public static final ConfigOption<Duration> LAST_BACKUP_MAXIMUM_AGE = both(
            "last_backup_maximum_age",
            OptionGroup.CHECKS,
            INTERVAL,
            "",
            "check fails once the newest backup is older than this: a number and HOURS, DAYS, WEEKS or MONTHS (of 31 days). Unset means no limit.",
            "2 DAYS");

    public static final ConfigOption<Long> LAST_BACKUP_MINIMUM_SIZE = both(
            "last_backup_minimum_size",
            OptionGroup.CHECKS,
            SIZE,
            "",
            "check fails if the newest backup is smaller: bytes, or with k, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (1024). Upper and lower case matter.",
            "10Gi");

    public static final ConfigOption<Duration> LAST_WAL_MAXIMUM_AGE = both(
            "last_wal_maximum_age",
            OptionGroup.CHECKS,
            INTERVAL,
            "",
            "check fails once the newest WAL file archived since the last backup is older: a number and HOURS, DAYS, WEEKS or MONTHS. Quiet servers need archive_timeout.",
            "1 HOUR");

    public static final ConfigOption<String> COMBINE_MODE = both(
            "combine_mode",
            OptionGroup.RECOVERY,
            choice("copy", "link", "clone", "copy-file-range"),
            "copy",
            "How pg_combinebackup joins incremental backups: copy, link, clone or copy-file-range. link falls back to copy where it cannot work.",
            "clone");

    public static final ConfigOption<String> LOCAL_STAGING_PATH = both(
            "local_staging_path",
            OptionGroup.RECOVERY,
            ABSOLUTE_PATH,
            "",
            "Deprecated: use staging_path. Absolute directory on the Barman host for combining and decrypting backups during a restore.",
            "/srv/barman/staging");

    public static final ConfigOption<Integer> MAX_INCOMING_WALS_QUEUE = both(
            "max_incoming_wals_queue",
            OptionGroup.CHECKS,
            INTEGER,
            "",
            "check fails when more WAL files than this wait in the incoming or in the streaming directory. Unset means no limit.",
            "500");

    public static final ConfigOption<Object> MINIMUM_REDUNDANCY = both(
            "minimum_redundancy",
            OptionGroup.RETENTION,
            NUMBER_OR_NOTHING,
            "0",
            "Full backups that delete and the retention policy must leave; incremental ones do not count. Below it check fails; an invalid number counts as 0.",
            "2");

    public static final ConfigOption<Boolean> NETWORK_COMPRESSION = both(
            "network_compression",
            OptionGroup.COPY,
            FLAG,
            "false",
            "Let rsync compress what it sends over the network (true or false). The postgres and snapshot methods reject it.",
            "true");

    public static final ConfigOption<Integer> PARALLEL_JOBS = both(
            "parallel_jobs",
            OptionGroup.COPY,
            INTEGER,
            "1",
            "How many copy jobs run side by side in an rsync backup or a restore; pg_basebackup ignores it. Where it is set,"
                    + " no more WAL files than that are compressed or unpacked at once; else as many as there are processors.",
            "4");

    public static final ConfigOption<Integer> PARALLEL_JOBS_START_BATCH_PERIOD = both(
            "parallel_jobs_start_batch_period",
            OptionGroup.COPY,
            INTEGER,
            "1",
            "Length in seconds of the window in which at most parallel_jobs_start_batch_size copy jobs are started.",
            "2");

    public static final ConfigOption<Integer> PARALLEL_JOBS_START_BATCH_SIZE = both(
            "parallel_jobs_start_batch_size",
            OptionGroup.COPY,
            INTEGER,
            "10",
            "Most copy jobs started within one window; lower it if the SSH server of the PostgreSQL host drops connections.",
            "5");

    public static final ConfigOption<String> PATH_PREFIX = both(
            "path_prefix",
            OptionGroup.PATHS,
            TEXT,
            "",
            "Directories, separated by colons, searched before PATH for pg_basebackup, pg_receivewal, rsync and other programs.",
            "/usr/lib/postgresql/17/bin");

    public static final ConfigOption<String> POST_ARCHIVE_RETRY_SCRIPT = bothNotInModel(
            "post_archive_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run after each WAL file is archived and repeated until it exits 0, 62 or 63. 63 means the same as 62 here.",
            "/etc/barman/hooks/post_archive_retry");

    public static final ConfigOption<String> POST_ARCHIVE_SCRIPT = bothNotInModel(
            "post_archive_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once after each WAL file is archived, after the retry script. Its failure is only logged.",
            "/etc/barman/hooks/post_archive");

    public static final ConfigOption<String> POST_BACKUP_RETRY_SCRIPT = bothNotInModel(
            "post_backup_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run after each backup, failed ones too, and repeated until it exits 0, 62 or 63. 63 means the same as 62 here.",
            "/etc/barman/hooks/post_backup_retry");

    public static final ConfigOption<String> POST_BACKUP_SCRIPT = bothNotInModel(
            "post_backup_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once after each backup, failed ones too, following the retry script. Its failure is only logged.",
            "/etc/barman/hooks/post_backup");

    public static final ConfigOption<String> POST_DELETE_SCRIPT = bothNotInModel(
            "post_delete_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once after a backup is deleted, following the retry script. Its failure is only logged.",
            "/etc/barman/hooks/post_delete");

    public static final ConfigOption<String> POST_DELETE_RETRY_SCRIPT = bothNotInModel(
            "post_delete_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run after a backup is deleted and repeated until it exits 0, 62 or 63. 63 means the same as 62 here.",
            "/etc/barman/hooks/post_delete_retry");

    public static final ConfigOption<String> POST_RECOVERY_RETRY_SCRIPT = bothNotInModel(
            "post_recovery_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run after a restore and repeated until it exits 0, 62 or 63. 63 means the same as 62 here.",
            "/etc/barman/hooks/post_recovery_retry");

    public static final ConfigOption<String> POST_RECOVERY_SCRIPT = bothNotInModel(
            "post_recovery_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once after a restore, following the retry script. Its failure is only logged.",
            "/etc/barman/hooks/post_recovery");

    public static final ConfigOption<String> POST_WAL_DELETE_SCRIPT = bothNotInModel(
            "post_wal_delete_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once after each WAL file is removed from the archive, following the retry script. Its failure is only logged.",
            "/etc/barman/hooks/post_wal_delete");

    public static final ConfigOption<String> POST_WAL_DELETE_RETRY_SCRIPT = bothNotInModel(
            "post_wal_delete_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run after each WAL file is removed from the archive and repeated until it exits 0, 62 or 63. 63 means the same as 62 here.",
            "/etc/barman/hooks/post_wal_delete_retry");

    public static final ConfigOption<String> PRE_ARCHIVE_RETRY_SCRIPT = bothNotInModel(
            "pre_archive_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run before each WAL file is archived and repeated until it exits 0, 62 (go on) or 63 (stop). 63 ends this archiving run.",
            "/etc/barman/hooks/pre_archive_retry");

    public static final ConfigOption<String> PRE_ARCHIVE_SCRIPT = bothNotInModel(
            "pre_archive_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once before each WAL file is archived. Its failure is only logged and stops nothing.",
            "/etc/barman/hooks/pre_archive");

    public static final ConfigOption<String> PRE_BACKUP_RETRY_SCRIPT = bothNotInModel(
            "pre_backup_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run before each backup and repeated until it exits 0, 62 (go on) or 63 (stop). 63 makes the backup fail.",
            "/etc/barman/hooks/pre_backup_retry");

    public static final ConfigOption<String> PRE_BACKUP_SCRIPT = bothNotInModel(
            "pre_backup_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once before each backup. Its failure is only logged and stops nothing.",
            "/etc/barman/hooks/pre_backup");

    public static final ConfigOption<String> PRE_DELETE_SCRIPT = bothNotInModel(
            "pre_delete_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once before a backup is deleted. Its failure is only logged and stops nothing.",
            "/etc/barman/hooks/pre_delete");

    public static final ConfigOption<String> PRE_DELETE_RETRY_SCRIPT = bothNotInModel(
            "pre_delete_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run before a backup is deleted and repeated until it exits 0, 62 (go on) or 63 (stop). 63 keeps the backup.",
            "/etc/barman/hooks/pre_delete_retry");

    public static final ConfigOption<String> PRE_RECOVERY_RETRY_SCRIPT = bothNotInModel(
            "pre_recovery_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run before a restore and repeated until it exits 0, 62 (go on) or 63 (stop). 63 calls the restore off.",
            "/etc/barman/hooks/pre_recovery_retry");

    public static final ConfigOption<String> PRE_RECOVERY_SCRIPT = bothNotInModel(
            "pre_recovery_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once before a restore. Its failure is only logged and stops nothing.",
            "/etc/barman/hooks/pre_recovery");

    public static final ConfigOption<String> PRE_WAL_DELETE_SCRIPT = bothNotInModel(
            "pre_wal_delete_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run once before each WAL file is removed from the archive. Its failure is only logged and stops nothing.",
            "/etc/barman/hooks/pre_wal_delete");

    public static final ConfigOption<String> PRE_WAL_DELETE_RETRY_SCRIPT = bothNotInModel(
            "pre_wal_delete_retry_script",
            OptionGroup.HOOKS,
            TEXT,
            "",
            "Shell command run before each WAL file is removed from the archive and repeated until it exits 0, 62 (go on) or 63 (stop). 63 ends the clean-up.",
            "/etc/barman/hooks/pre_wal_delete_retry");

    public static final ConfigOption<Integer> PRIMARY_CHECKPOINT_TIMEOUT = server(
            "primary_checkpoint_timeout",
            OptionGroup.BACKUP,
            INTEGER,
            "0",
            "Seconds that a backup from a standby waits for WAL before it forces a checkpoint and WAL switch on the primary; 0 never does.",
            "120");

    public static final ConfigOption<String> PRIMARY_CONNINFO = server(
            "primary_conninfo",
            OptionGroup.CONNECTION,
            TEXT,
            "",
            "Connection string of the primary when conninfo points to a standby that backups are taken from. Ignored with a warning otherwise.",
            "host=pg1 user=barman dbname=postgres");

    public static final ConfigOption<String> PRIMARY_SSH_COMMAND = both(
            "primary_ssh_command",
            OptionGroup.PASSIVE_NODE,
            TEXT,
            "",
            "SSH command that reaches Barman on the primary node; setting it makes this server passive. In [barman] it makes every server passive.",
            "ssh barman@backup");

    /** Ours, and not Barman's: see {@link #isOurs}. */
    public static final ConfigOption<Duration> RESTORE_TEST_MAXIMUM_AGE = both(
            "restore_test_maximum_age",
            OptionGroup.CHECKS,
            INTERVAL,
            "",
            "check fails once the last restore-test that passed is older than this: a number and HOURS, DAYS, WEEKS or MONTHS. Unset means no limit. barman4j only.",
            "1 WEEK");

    public static final ConfigOption<WordSet> RECOVERY_OPTIONS = both(
            "recovery_options",
            OptionGroup.RECOVERY,
            words("RecoveryOptions", List.of(), "get-wal", "delta-restore"),
            "",
            "Defaults for restore, separated by commas: get-wal fetches WAL files from Barman on demand, delta-restore updates an existing destination.",
            "get-wal");

    public static final ConfigOption<String> RECOVERY_STAGING_PATH = both(
            "recovery_staging_path",
            OptionGroup.RECOVERY,
            ABSOLUTE_PATH,
            "",
            "Deprecated: use staging_path. Absolute directory on the host being restored for unpacking compressed backups.",
            "/var/tmp/barman");

    public static final ConfigOption<String> CREATE_SLOT = both(
            "create_slot",
            OptionGroup.WAL,
            choice("manual", "auto"),
            "manual",
            "auto has receive-wal create the replication slot in slot_name if it is missing; manual leaves that to you.",
            "auto");

    public static final ConfigOption<String> RETENTION_POLICY = both(
            "retention_policy",
            OptionGroup.RETENTION,
            TEXT,
            "",
            "Backups to keep: REDUNDANCY n or RECOVERY WINDOW OF n DAYS, WEEKS or MONTHS. cron deletes the rest; unset deletes nothing, an invalid value fails check.",
            "RECOVERY WINDOW OF 4 WEEKS");

    public static final ConfigOption<String> RETENTION_POLICY_MODE = both(
            "retention_policy_mode",
            OptionGroup.RETENTION,
            TEXT,
            "auto",
            "How the retention policy is enforced. Only auto exists; anything else is warned about and counts as auto.",
            "auto");

    public static final ConfigOption<String> REUSE_BACKUP = both(
            "reuse_backup",
            OptionGroup.COPY,
            choice("copy", "link", "off"),
            "",
            "How rsync reuses unchanged files of the previous backup: copy saves traffic, link saves disk space as well, off neither. Other methods reject it.",
            "link");

    public static final ConfigOption<String> SLOT_NAME = both(
            "slot_name",
            OptionGroup.WAL,
            SLOT,
            "",
            "Replication slot that receive-wal uses, in lower-case letters, digits and underscores. PostgreSQL keeps WAL for it, so a dead receiver can fill its disk.",
            "barman");

    public static final ConfigOption<List<String>> SNAPSHOT_DISKS = server(
            "snapshot_disks",
            OptionGroup.SNAPSHOTS,
            NAMES,
            "",
            "Disks to snapshot, separated by commas without spaces. Data on a disk that is not listed will be missing from the backup.",
            "pgdata-disk,pgwal-disk");

    public static final ConfigOption<String> SNAPSHOT_GCP_PROJECT = both(
            "snapshot_gcp_project",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Deprecated: use gcp_project. Id of the Google Cloud project of the instance.",
            "my-project");

    public static final ConfigOption<String> SNAPSHOT_INSTANCE = server(
            "snapshot_instance",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Name of the cloud instance that the disks are attached to; required with backup_method = snapshot.",
            "pg-vm-1");

    public static final ConfigOption<String> SNAPSHOT_PROVIDER = both(
            "snapshot_provider",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Cloud that takes the snapshots: aws, azure or gcp; required with backup_method = snapshot.",
            "gcp");

    public static final ConfigOption<String> SNAPSHOT_ZONE = server(
            "snapshot_zone",
            OptionGroup.SNAPSHOTS,
            TEXT,
            "",
            "Deprecated: use gcp_zone. Google Cloud zone of the instance.",
            "europe-west1-b");

    public static final ConfigOption<String> SSH_COMMAND = server(
            "ssh_command",
            OptionGroup.CONNECTION,
            TEXT,
            "",
            "SSH command that logs in to the PostgreSQL host, without a password prompt or greeting. Needed for rsync and snapshot; local-rsync must not have it.",
            "ssh postgres@pg");

    public static final ConfigOption<String> STAGING_PATH = both(
            "staging_path",
            OptionGroup.RECOVERY,
            ABSOLUTE_PATH,
            "",
            "Absolute directory where a restore unpacks, decrypts or combines backups before the final copy; unset means /tmp. Needs room for the full cluster.",
            "/srv/barman/staging");

    public static final ConfigOption<String> STAGING_LOCATION = both(
            "staging_location",
            OptionGroup.RECOVERY,
            exactChoice("local", "remote"),
            "local",
            "Which host staging_path is on: local (the Barman host) or remote (the host being restored). Write it in lower case.",
            "remote");

    public static final ConfigOption<Boolean> STREAMING_ARCHIVER = both(
            "streaming_archiver",
            OptionGroup.WAL,
            FLAG,
            "off",
            "Receive WAL continuously through pg_receivewal, started by cron (on or off). Without archiver it also needs slot_name.",
            "on");

    public static final ConfigOption<Integer> STREAMING_ARCHIVER_BATCH_SIZE = both(
            "streaming_archiver_batch_size",
            OptionGroup.WAL,
            INTEGER,
            "0",
            "Most WAL files that one run takes from the streaming directory; 0 means no limit.",
            "100");

    public static final ConfigOption<String> STREAMING_ARCHIVER_NAME = both(
            "streaming_archiver_name",
            OptionGroup.WAL,
            TEXT,
            "barman_receive_wal",
            "application_name of pg_receivewal in PostgreSQL; list it in synchronous_standby_names for synchronous WAL streaming.",
            "barman_main_wal");

    public static final ConfigOption<String> STREAMING_BACKUP_NAME = both(
            "streaming_backup_name",
            OptionGroup.BACKUP,
            TEXT,
            "barman_streaming_backup",
            "application_name of pg_basebackup as PostgreSQL shows it in pg_stat_replication.",
            "barman_main_backup");

    public static final ConfigOption<String> STREAMING_CONNINFO = server(
            "streaming_conninfo",
            OptionGroup.CONNECTION,
            TEXT,
            "%(conninfo)s",
            "Connection string for pg_basebackup and pg_receivewal; unset means conninfo. The role needs REPLICATION.",
            "host=pg user=streaming_barman");

    public static final ConfigOption<String> STREAMING_WALS_DIRECTORY = serverNotInModel(
            "streaming_wals_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(backup_directory)s/streaming",
            "Directory that pg_receivewal writes to; unset means streaming in backup_directory.",
            "/srv/barman/main/streaming");

    public static final ConfigOption<String> TABLESPACE_BANDWIDTH_LIMIT = both(
            "tablespace_bandwidth_limit",
            OptionGroup.COPY,
            TEXT,
            "",
            "Limits in kilobytes per second for single tablespaces, as name:limit pairs with spaces between. rsync methods only.",
            "archive_ts:20000 index_ts:40000");

    public static final ConfigOption<String> WAL_CONNINFO = server(
            "wal_conninfo",
            OptionGroup.CONNECTION,
            TEXT,
            "",
            "Connection string for watching the host that WAL is streamed from, if it is not the one in conninfo. Unset means wal_streaming_conninfo, then conninfo.",
            "host=pg2 user=barman dbname=postgres");

    public static final ConfigOption<String> WAL_RETENTION_POLICY = both(
            "wal_retention_policy",
            OptionGroup.RETENTION,
            TEXT,
            "main",
            "Which WAL files to keep. Only main exists: those that the kept backups need.",
            "main");

    public static final ConfigOption<String> WAL_STREAMING_CONNINFO = server(
            "wal_streaming_conninfo",
            OptionGroup.CONNECTION,
            TEXT,
            "",
            "Connection string for receiving WAL from another host of the same cluster; unset means streaming_conninfo. The role needs REPLICATION.",
            "host=pg2 user=streaming_barman");

    public static final ConfigOption<String> WALS_DIRECTORY = serverNotInModel(
            "wals_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(backup_directory)s/wals",
            "Directory of the archived WAL files; unset means wals in backup_directory.",
            "/srv/barman/main/wals");

    public static final ConfigOption<Boolean> WORM_MODE = both(
            "worm_mode",
            OptionGroup.BACKUP,
            FLAG,
            "off",
            "on suits storage on which files cannot be changed or removed: WAL older than the first backup stays. Nothing else changes, deleting is still tried.",
            "on");

    public static final ConfigOption<String> XLOGDB_DIRECTORY = bothNotInModel(
            "xlogdb_directory",
            OptionGroup.PATHS,
            TEXT,
            "%(wals_directory)s",
            "Directory of the WAL catalogue, a file called SERVER-xlog.db; unset means wals_directory. Must be writable even in worm_mode.",
            "/srv/barman/xlogdb");

    private Options() {}

    /** Every option, in the order of the table. */
    public static Collection<ConfigOption<?>> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /** Whether Barman does not know an option. Such a one is shown only where it is set. */
    public static boolean isOurs(ConfigOption<?> option) {
        return option.equals(BACKUP_PAGE_CHECKSUMS) || option.equals(RESTORE_TEST_MAXIMUM_AGE);
    }

    /** The option of that name, in lower case. */
    public static Optional<ConfigOption<?>> named(String name) {
        return Optional.ofNullable(find(name));
    }

    /** Like {@link #named}, but null for none: the loader asks this thousands of times. */
    static ConfigOption<?> find(String name) {
        return BY_NAME.get(name);
    }

    private static <T> ConfigOption<T> global(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.GLOBAL, type, defaultText, false, doc, example));
    }

    private static <T> ConfigOption<T> model(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.MODEL, type, defaultText, true, doc, example));
    }

    private static <T> ConfigOption<T> computed(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.COMPUTED, type, defaultText, true, doc, example));
    }

    private static <T> ConfigOption<T> server(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.SERVER, type, defaultText, true, doc, example));
    }

    private static <T> ConfigOption<T> serverNotInModel(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.SERVER, type, defaultText, false, doc, example));
    }

    private static <T> ConfigOption<T> both(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.BOTH, type, defaultText, true, doc, example));
    }

    private static <T> ConfigOption<T> bothNotInModel(
            String name, OptionGroup group, OptionType<T> type, String defaultText, String doc, String example) {
        return define(new ConfigOption<>(name, group, OptionScope.BOTH, type, defaultText, false, doc, example));
    }

    private static <T> ConfigOption<T> define(ConfigOption<T> option) {
        BY_NAME.put(option.name(), option);
        return option;
    }
}
