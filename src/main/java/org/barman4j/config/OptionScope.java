package org.barman4j.config;

/** Where an option may stand. */
public enum OptionScope {
    /** Only in {@code [barman]}. */
    GLOBAL,
    /** Only in a server's section; in {@code [barman]} it is accepted and does nothing. */
    SERVER,
    /** In a server's section, or in {@code [barman]} for all servers. */
    BOTH,
    /** Nowhere: the program computes it and shows it among the options. */
    COMPUTED,
    /** Only in a model's section. */
    MODEL
}
