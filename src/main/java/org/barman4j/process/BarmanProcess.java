package org.barman4j.process;

/** A running process and the task it works on. */
public record BarmanProcess(long pid, String task) {}
