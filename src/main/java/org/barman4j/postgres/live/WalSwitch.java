package org.barman4j.postgres.live;

/** Makes a server begin a new WAL file. */
public final class WalSwitch {
    private WalSwitch() {}

    /** Returns the name of the file that was closed; empty if nothing had been written to it, so that it goes on. */
    public static String run(PostgresSession session) {
        FunctionNames names = session.names();
        String current = "SELECT " + names.walFileName() + "(" + names.currentInsertLsn() + "())";
        WalPosition before = WalPosition.insert(session);
        Object first = session.value(current).orElse("");
        session.value("SELECT " + names.walFileName() + "(" + names.switchWal() + "())");
        Object last = session.value(current).orElse("");
        return first.toString().compareTo(last.toString()) < 0 ? before.file() : "";
    }
}
