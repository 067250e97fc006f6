package org.barman4j.config;

/** The headings under which the reference page lists the options. */
public enum OptionGroup {
    GENERAL("General"),
    PATHS("Paths"),
    CONNECTION("Connection"),
    BACKUP("Backup"),
    COPY("Copy"),
    WAL("WAL"),
    COMPRESSION("Compression"),
    ENCRYPTION("Encryption"),
    RETENTION("Retention"),
    RECOVERY("Recovery"),
    CHECKS("Checks"),
    HOOKS("Hooks"),
    SNAPSHOTS("Snapshots"),
    PASSIVE_NODE("Passive node");

    private final String title;

    OptionGroup(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
