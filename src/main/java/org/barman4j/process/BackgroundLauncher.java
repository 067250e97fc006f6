package org.barman4j.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts this program again, in the background and on its own: in a session of its own, and without our streams. */
public final class BackgroundLauncher {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLauncher.class);
    private static final File NOWHERE = new File("/dev/null");

    private final List<String> program;
    private final String configFile;

    /** @param program the words that start this program */
    public BackgroundLauncher(List<String> program, String configFile) {
        this.program = List.copyOf(program);
        this.configFile = configFile;
    }

    /**
     * Starts a command, and does not wait for it.
     *
     * @param keepDescriptors whether it may write where we do
     */
    public void start(boolean keepDescriptors, String... words) {
        List<String> argv = new ArrayList<>(List.of("setsid"));
        argv.addAll(program);
        argv.addAll(List.of("-c", configFile, "-q"));
        argv.addAll(List.of(words));
        Redirect target = keepDescriptors ? Redirect.INHERIT : Redirect.DISCARD;
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectInput(NOWHERE)
                    .redirectOutput(target)
                    .redirectError(target)
                    .start();
            log.debug("started {} as process {}", argv, process.pid());
        } catch (IOException e) {
            throw StorageException.because("start '" + String.join(" ", words) + "' in the background", e);
        }
    }
}
