package org.barman4j.postgres.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A block of a PEM file, between its lines {@code BEGIN} and {@code END}. */
final class PemBlock {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final String label;
    private final boolean encrypted;
    private final byte[] content;

    private PemBlock(String label, boolean encrypted, byte[] content) {
        this.label = label;
        this.encrypted = encrypted;
        this.content = content;
    }

    /** What the block says it is. */
    String label() {
        return label;
    }

    /** Whether it is encrypted in the old manner, by a header of its own; it has no content then. */
    boolean isEncrypted() {
        return encrypted;
    }

    byte[] content() {
        return content.clone();
    }

    /** All blocks of a file; what stands between them is left out, and so is a block that is broken. */
    static List<PemBlock> all(byte[] file) {
        List<PemBlock> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String label = "";
        boolean encrypted = false;
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\\R", -1)) {
            if (line.startsWith(BEGIN)) {
                label = line.substring(BEGIN.length()).replaceFirst("-+\\s*$", "");
                text.setLength(0);
                encrypted = false;
            } else if (line.startsWith(END) && !label.isEmpty()) {
                add(blocks, label, encrypted, text.toString());
                label = "";
            } else if (line.indexOf(':') >= 0) {
                encrypted |= line.startsWith("Proc-Type:") && line.contains("ENCRYPTED");
            } else {
                text.append(line.strip());
            }
        }
        return blocks;
    }

    private static void add(List<PemBlock> blocks, String label, boolean encrypted, String text) {
        try {
            blocks.add(new PemBlock(
                    label,
                    encrypted,
                    encrypted ? new byte[0] : Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return; // not base 64: no block
        }
    }
}
