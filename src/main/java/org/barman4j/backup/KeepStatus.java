package org.barman4j.backup;

/** Whether and how a backup of a server is kept, in the word that Barman uses. */
public record KeepStatus(String server, String target) {}
