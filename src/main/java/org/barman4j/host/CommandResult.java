package org.barman4j.host;

/** How a command ended: its exit status, and what it wrote. A command killed by signal N has status 128 + N. */
public record CommandResult(int status, String output, String complaints) {
    public boolean succeeded() {
        return status == 0;
    }
}
