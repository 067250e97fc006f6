package org.barman4j.containers;

import org.junit.jupiter.api.BeforeAll;

/** Tests of one backup host, the database that it looks after, and a host without one, to which it restores. */
abstract class OneDatabaseTest extends ContainerTest {
    protected BackupMachine backup;
    protected DatabaseMachine database;
    protected DatabaseMachine fresh;

    /** Settings of the database beside those that every test needs. */
    protected String[] settings() {
        return new String[0];
    }

    @BeforeAll
    final void startHosts() {
        backup = machines.backup("backup");
        database = machines.database("database");
        fresh = machines.database("newhost");
        database.initialise(settings());
        backup.trusts("barman", database, "postgres");
        backup.trusts("barman", fresh, "postgres");
    }
}
