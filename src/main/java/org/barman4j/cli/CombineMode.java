package org.barman4j.cli;

import java.util.Locale;

/** How pg_combinebackup brings the files of incremental backups together. */
enum CombineMode {
    /** It reads and writes them. */
    COPY,
    /** It makes hard links. */
    LINK,
    /** It shares their blocks, where the file system can. */
    CLONE,
    /** It leaves the copying to the kernel. */
    COPY_FILE_RANGE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
