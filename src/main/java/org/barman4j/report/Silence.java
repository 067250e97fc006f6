package org.barman4j.report;

/** Notices that nobody sees, for work that is only tried. */
public enum Silence implements Notices {
    INSTANCE;

    @Override
    public void debug(String message) {}

    @Override
    public void item(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warning(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void hint(String message) {}
}
