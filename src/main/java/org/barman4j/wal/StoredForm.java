package org.barman4j.wal;

/** What was done to a file before it was stored: how it was compressed and encrypted, each empty for not at all. */
public record StoredForm(String compression, String encryption) {
    static final StoredForm PLAIN = new StoredForm("", "");
}
