package org.barman4j.cli;

import java.util.Locale;

/** Which clients of a server are meant. */
enum ReplicationTarget {
    /** Standbys and WAL receivers. */
    ALL,
    /** Servers that follow this one. */
    HOT_STANDBY,
    /** Programs that only receive WAL, such as pg_receivewal. */
    WAL_STREAMER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
