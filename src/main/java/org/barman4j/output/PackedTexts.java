package org.barman4j.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.barman4j.text.JsonText;

/** Texts that are printed in the end. A million of them, as the names of files, take a tenth of their size until then. */
final class PackedTexts implements JsonText.Items {
    private static final int MANY = 1000;

    private final List<String> recent = new ArrayList<>();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream(0);
    private DataOutputStream packing;
    private long count;

    void add(String text) {
        recent.add(text);
        if (recent.size() == MANY) {
            try {
                pack();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private void pack() throws IOException {
        if (packing == null) {
            packing = new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(packed, true)));
        }
        for (String text : recent) {
            packing.writeInt(text.length());
            packing.writeChars(text);
        }
        count += recent.size();
        recent.clear();
    }

    @Override
    public void each(JsonText.Sink sink) throws IOException {
        if (packing != null) {
            packing.flush();
            DataInputStream texts = new DataInputStream(
                    new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()))));
            for (long index = 0; index < count; index++) {
                StringBuilder text = new StringBuilder();
                for (int left = texts.readInt(); left > 0; left--) {
                    text.append(texts.readChar());
                }
                sink.item(text.toString());
            }
        }
        for (String text : recent) {
            sink.item(text);
        }
    }
}
