package org.barman4j.check;

import org.barman4j.inspect.ArchiveProblem;

/** Whether the WAL archive is whole. Ours, beyond Barman; nothing is shown where it is. */
final class ArchiveHealthCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        for (ArchiveProblem problem : server.health().problems(server.backups())) {
            log.failed(problem.label(), problem.message(), problem.advice());
        }
    }
}
