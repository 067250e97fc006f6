package org.barman4j.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.barman4j.config.Options;
import org.barman4j.wal.Quarantine;

/** Whether files that could not be archived were put aside. */
final class ArchiverErrorsCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        String[] names = server.config().path(Options.ERRORS_DIRECTORY).toFile().list();
        if (names == null || names.length == 0) {
            log.passed("archiver errors");
            return;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : names) {
            counts.merge(kind(name), 1, Integer::sum);
        }
        StringJoiner summary = new StringJoiner(", ");
        counts.forEach((kind, count) -> summary.add(kind + ": " + count));
        log.failed(
                "archiver errors",
                summary.toString(),
                "Look at the files in " + server.config().required(Options.ERRORS_DIRECTORY)
                        + " and remove those that you understand.");
    }

    private static String kind(String name) {
        if (name.endsWith(".error")) {
            return "not relevant";
        }
        for (Quarantine.Reason reason : Quarantine.Reason.values()) {
            if (name.endsWith("." + reason)) {
                return reason == Quarantine.Reason.DUPLICATE ? "duplicates" : reason.toString();
            }
        }
        return "unknown failure";
    }
}
