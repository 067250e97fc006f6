package org.barman4j.report;

/** Something that the user named does not exist: a server, a backup, a model. */
public final class NotFoundException extends BarmanException {
    public NotFoundException(String message) {
        super(message);
    }

    public NotFoundException(String message, String hint) {
        super(message, hint);
    }
}
