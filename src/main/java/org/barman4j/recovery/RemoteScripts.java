package org.barman4j.recovery;

/** How another host is asked about clusters that are there already. On one line, as not every login shell takes more. */
final class RemoteScripts {
    /** Tells the first server, by its process and a directory of its own, that has to do with one of the directories given. */
    static final String SERVER =
            "for d; do while :; do p=$(head -n 1 \"$d/postmaster.pid\" 2>/dev/null) && test -n \"$p\" && test -d"
                    + " \"/proc/$p\" && echo \"$p $d\" && exit 0; case $d in / | .) break ;; esac;"
                    + " d=$(dirname -- \"$d\"); done; done; for p in /proc/[0-9]*; do"
                    + " test -f \"$p/cwd/postmaster.pid\" || continue;"
                    + " test \"$(head -n 1 \"$p/cwd/postmaster.pid\")\" = \"${p#/proc/}\" || continue;"
                    + " for q in \"$p/cwd\" \"$p/cwd/pg_wal\" \"$p\"/cwd/pg_tblspc/*; do"
                    + " q=$(readlink -f -- \"$q\") && test -n \"$q\" || continue; for d; do d=$(readlink -m -- \"$d\");"
                    + " case $d/ in \"$q\"/*) echo \"${p#/proc/} $q\"; exit 0 ;; esac;"
                    + " case $q/ in \"$d\"/*) echo \"${p#/proc/} $q\"; exit 0 ;; esac; done; done; done; exit 1";

    /** Tells the first cluster that one of the directories behind the first is below of, unless it is that first one. */
    static final String AROUND = "own=$(readlink -m -- \"$1\"); shift; for d; do d=$(readlink -m -- \"$d\");"
            + " while test -n \"$d\" && test \"$d\" != /; do d=${d%/*}; test \"$d\" = \"$own\" && continue;"
            + " if test -e \"$d/PG_VERSION\" && test -e \"$d/global\" || test -e \"$d/" + UnfinishedRestore.NAME
            + "\"; then echo \"$d\"; exit 0; fi; done; done; exit 1";

    private RemoteScripts() {}
}
