package org.barman4j.archive;

import java.nio.file.Path;
import org.barman4j.postgres.tool.ToolCommand;

/**
 * What is to be run to receive WAL.
 *
 * @param lock the file whose lock shows that the server's WAL is being received
 */
public record ReceiverPlan(String server, Path lock, ToolCommand command) {}
