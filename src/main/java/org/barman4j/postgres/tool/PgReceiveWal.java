package org.barman4j.postgres.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.postgres.Conninfo;

/**
 * The program that receives WAL.
 *
 * @param program where it is
 * @param directory where it writes
 * @param synchronous whether the server waits for it when it commits, so that every write must be forced at once
 */
public record PgReceiveWal(Path program, Path directory, Optional<String> slot, boolean synchronous) {
    /** The command that connects with the given string. */
    public ToolCommand command(Conninfo conninfo, String applicationName, String searchPath) {
        ToolConninfo connection = new ToolConninfo(conninfo, applicationName, searchPath);
        List<String> argv = new ArrayList<>(List.of(
                program.toString(),
                connection.argument(),
                "--verbose",
                "--no-loop",
                "--no-password",
                "--directory=" + directory));
        slot.ifPresent(name -> argv.add("--slot=" + name));
        if (synchronous) {
            argv.add("--synchronous");
        }
        return new ToolCommand(argv, connection.environment());
    }
}
