package org.barman4j.cli;

import java.util.Locale;

/** How a backup uses the unchanged files of the one before it. */
enum ReuseMode {
    /** They are copied on this host, which spares the network. */
    COPY,
    /** They are hard links, which spares the disk as well. */
    LINK,
    /** Every file comes from the server. */
    OFF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
