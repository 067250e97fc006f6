package org.barman4j.report;

/** What the program tells its caller when it ends. The numbers are Barman's and monitoring depends on them. */
public enum ExitCode {
    /** Everything asked for was done. */
    OK(0),
    /** Something failed, possibly for only one of several servers. */
    ERROR(1),
    /** The command line made no sense; for {@code check --nagios}, a critical state. */
    USAGE(2),
    /** {@code get-wal} refused the request itself, so asking again won't help. */
    REFUSED(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The number for the operating system. */
    public int status() {
        return status;
    }
}
