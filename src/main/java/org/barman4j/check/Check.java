package org.barman4j.check;

/** Something to find out about a server. A check knows its labels, when it applies, and what to advise. */
interface Check {
    /** Adds a result for each line that applies to the server; there may be none. */
    void run(CheckedServer server, CheckLog log);
}
