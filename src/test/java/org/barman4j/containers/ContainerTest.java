package org.barman4j.containers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of hosts in containers, which are made once for each class. */
@ExtendWith(NeedsEngine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerTest {
    private static final String SERVER =
            """
            description = Ledger
            conninfo = host=%1$s user=barman dbname=postgres
            streaming_conninfo = host=%1$s user=barman
            ssh_command = ssh postgres@%1$s
            backup_method = %2$s
            immediate_checkpoint = on
            """;

    /** A server whose WAL comes as a stream. */
    protected static final String STREAMING = SERVER
            + """
                    streaming_archiver = on
                    slot_name = barman
                    create_slot = auto
                    """;

    /** A server whose WAL is sent by its {@code archive_command}. */
    protected static final String ARCHIVING = SERVER + "archiver = on\n";

    protected final Machines machines = new Machines();

    @AfterAll
    final void close() {
        machines.close();
    }
}
