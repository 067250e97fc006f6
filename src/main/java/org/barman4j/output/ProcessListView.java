package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.process.BarmanProcess;
import org.barman4j.process.ProcessList;

/** The processes that work for a server. */
public final class ProcessListView implements View<ProcessList> {
    public static final ProcessListView INSTANCE = new ProcessListView();

    private ProcessListView() {}

    @Override
    public void console(ProcessList list, Console console) {
        if (list.processes().isEmpty()) {
            console.line("No active subprocesses found for server " + list.server() + ".");
            return;
        }
        console.line("Active subprocesses for server " + list.server() + ":");
        for (BarmanProcess process : list.processes()) {
            console.line(process.pid() + " " + process.task());
        }
    }

    @Override
    public void json(ProcessList list, JsonDocument document) {
        List<Object> processes = new ArrayList<>();
        for (BarmanProcess process : list.processes()) {
            processes.add(Map.of("pid", process.pid(), "name", process.task()));
        }
        document.put(list.server(), processes);
    }
}
