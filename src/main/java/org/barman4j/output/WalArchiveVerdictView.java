package org.barman4j.output;

import java.util.Map;
import org.barman4j.archive.WalArchiveVerdict;

/** That a WAL archive is free; what is wrong with one that is not comes as an error. */
public final class WalArchiveVerdictView implements View<WalArchiveVerdict> {
    public static final WalArchiveVerdictView INSTANCE = new WalArchiveVerdictView();

    private WalArchiveVerdictView() {}

    @Override
    public void console(WalArchiveVerdict verdict, Console console) {
        console.line("Server " + verdict.server() + ":");
        if (verdict.isFree()) {
            console.line(" - " + passed(verdict));
        }
    }

    @Override
    public void json(WalArchiveVerdict verdict, JsonDocument document) {
        document.put(verdict.server(), verdict.isFree() ? passed(verdict) : Map.of());
    }

    private static String passed(WalArchiveVerdict verdict) {
        return "WAL archive check for server " + verdict.server() + " passed";
    }
}
