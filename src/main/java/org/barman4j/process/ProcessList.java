package org.barman4j.process;

import java.util.List;

/** The processes that work for a server right now. */
public record ProcessList(String server, List<BarmanProcess> processes) {}
