package org.barman4j.inspect;

import org.barman4j.report.Notices;
import org.barman4j.wal.WalAccount;
import org.barman4j.wal.XlogDb;

/** Reads a WAL catalogue for an account and tells what is wrong with it. */
final class WalCatalogReading {
    private final String server;
    private final XlogDb xlogDb;
    private final Notices notices;

    WalCatalogReading(String server, XlogDb xlogDb, Notices notices) {
        this.server = server;
        this.xlogDb = xlogDb;
        this.notices = notices;
    }

    void read(WalAccount account) {
        boolean torn = xlogDb.read(account);
        if (torn) {
            notices.warning("The last line of " + xlogDb.file() + " is incomplete and left out");
            notices.hint("Run 'barman rebuild-xlogdb " + server + "' unless WAL is being archived right now.");
        }
        if (!account.invalidName().isEmpty()) {
            notices.error("invalid WAL segment name '" + account.invalidName() + "'\nHINT: Please run \"barman"
                    + " rebuild-xlogdb " + server + "\" to solve this issue");
        }
    }
}
