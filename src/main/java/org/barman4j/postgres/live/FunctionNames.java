package org.barman4j.postgres.live;

/** What functions and columns are called in a version of PostgreSQL: names changed in version 10 and in version 15. */
record FunctionNames(PgVersion version) {
    private static final int VERSION_10 = 100_000;
    private static final int VERSION_15 = 150_000;

    String backupStart() {
        return version.atLeast(VERSION_15) ? "pg_backup_start" : "pg_start_backup";
    }

    String backupStop() {
        return version.atLeast(VERSION_15) ? "pg_backup_stop" : "pg_stop_backup";
    }

    String switchWal() {
        return wal("pg_switch_wal", "pg_switch_xlog");
    }

    String walFileName() {
        return wal("pg_walfile_name", "pg_xlogfile_name");
    }

    String walFileNameOffset() {
        return wal("pg_walfile_name_offset", "pg_xlogfile_name_offset");
    }

    String currentLsn() {
        return wal("pg_current_wal_lsn", "pg_current_xlog_location");
    }

    String currentInsertLsn() {
        return wal("pg_current_wal_insert_lsn", "pg_current_xlog_insert_location");
    }

    String lastReceiveLsn() {
        return wal("pg_last_wal_receive_lsn", "pg_last_xlog_receive_location");
    }

    String lastReplayLsn() {
        return wal("pg_last_wal_replay_lsn", "pg_last_xlog_replay_location");
    }

    private String wal(String now, String before) {
        return version.atLeast(VERSION_10) ? now : before;
    }
}
