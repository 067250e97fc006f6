package org.barman4j.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.io.StorageException;

/** Whether the server's directories are there. Those that are missing are created. */
final class DirectoriesCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (server.config().isDisabled()) {
            return;
        }
        for (ConfigOption<?> option : Options.all()) {
            if (option.forServers() && option.name().endsWith("_directory")) {
                Object text = server.config().get(option).orElse(null);
                if (text != null) {
                    Path directory = Path.of(text.toString());
                    try {
                        if (!Files.isDirectory(directory)) {
                            server.disk().createDirectories(directory);
                        }
                    } catch (IOException e) {
                        log.failed(
                                "directories",
                                reason(directory, e),
                                "Create it, owned by the user that runs barman, or correct " + option + ".");
                        return;
                    }
                }
            }
        }
        log.passed("directories");
    }

    private static String reason(Path directory, IOException e) {
        if (Files.exists(directory)) {
            return directory + ": File exists";
        }
        boolean named = e instanceof FileSystemException known && known.getFile() != null;
        String path = named ? ((FileSystemException) e).getFile() : directory.toString();
        return path + ": " + StorageException.reason(e);
    }
}
