package org.barman4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.barman4j.app.reference.ReferenceFiles;

/** Writes the reference into a directory, for {@code scripts/install} and {@code scripts/generate-docs}. */
public final class Reference {
    private Reference() {}

    public static void main(String[] words) throws IOException {
        if (words.length != 1) {
            System.err.println("usage: Reference DIRECTORY");
            System.exit(2);
        }
        Path directory = Path.of(words[0]);
        for (Map.Entry<String, String> entry : ReferenceFiles.all().entrySet()) {
            Path file = directory.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, entry.getValue());
        }
    }
}
