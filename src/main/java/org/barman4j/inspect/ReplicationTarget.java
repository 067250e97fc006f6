package org.barman4j.inspect;

import java.util.Locale;
import org.barman4j.postgres.live.ReplicationClient;

/** Which clients of a server are meant. */
public enum ReplicationTarget {
    /** Standbys and WAL receivers. */
    ALL("streaming clients"),
    /** Servers that follow this one. */
    HOT_STANDBY("hot standby servers"),
    /** Programs that only receive WAL, such as pg_receivewal. */
    WAL_STREAMER("WAL streamers");

    private final String title;

    ReplicationTarget(String title) {
        this.title = title;
    }

    /** What these clients are called in a title. */
    public String title() {
        return title;
    }

    /** The title at the beginning of a line, as Python capitalizes it. */
    public String capitalized() {
        return title.substring(0, 1).toUpperCase(Locale.ROOT)
                + title.substring(1).toLowerCase(Locale.ROOT);
    }

    boolean includes(ReplicationClient client) {
        return switch (this) {
            case ALL -> true;
            case HOT_STANDBY -> client.isStandby();
            case WAL_STREAMER -> !client.isStandby();
        };
    }

    /** The word for it on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of the list in JSON. */
    public String key() {
        return title.toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
