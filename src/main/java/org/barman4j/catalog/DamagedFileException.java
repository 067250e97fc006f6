package org.barman4j.catalog;

import java.nio.file.Path;

/** A file of the catalogue that does not hold what it should. Callers name it and go on with the others. */
public final class DamagedFileException extends Exception {
    private final Path file;

    public DamagedFileException(Path file, String reason) {
        super(reason);
        this.file = file;
    }

    /** The file, and what is wrong with it. */
    public String describe() {
        return file + ": " + getMessage();
    }
}
