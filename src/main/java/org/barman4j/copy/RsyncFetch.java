package org.barman4j.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.Disk;
import org.barman4j.report.Progress;

/** Copies single files of a directory on another host with rsync, each under the path that it has there. */
public final class RsyncFetch {
    private final List<String> shell;
    private final String searchPath;
    private final CopySettings settings;
    private final Disk disk;
    private final Progress progress;

    /** @param shell the command that leads to the other host, as for {@code rsync -e} */
    public RsyncFetch(List<String> shell, String searchPath, CopySettings settings, Disk disk, Progress progress) {
        this.shell = List.copyOf(shell);
        this.searchPath = searchPath;
        this.settings = settings;
        this.disk = disk;
        this.progress = progress;
    }

    /**
     * Does so. Files that are not there are left out, and nothing is said of them.
     *
     * @param names paths below the source
     * @param bandwidth kilobytes a second at most, 0 for no limit
     * @param list a file for the names, which this makes and removes
     */
    public void fetch(String source, List<String> names, Path target, int bandwidth, Path list)
            throws IOException, InterruptedException {
        Rsync.list(names, list, disk);
        List<String> argv = new ArrayList<>(List.of("rsync", "-e", RsyncShell.text(shell)));
        if (settings.compressed()) {
            argv.add("-z");
        }
        if (bandwidth > 0) {
            argv.add("--bwlimit=" + bandwidth);
        }
        argv.addAll(List.of("-Lpts", "--ignore-missing-args", "--from0", "--files-from=" + list));
        argv.addAll(List.of("--info=progress2", "--no-human-readable"));
        argv.addAll(List.of(" :" + source + "/", target.toString()));
        Rsync.Result result = Rsync.repeated(settings, source, argv, searchPath, progress);
        disk.delete(list);
        if (!result.succeeded()) {
            throw CopyFailedException.of(result, "command");
        }
    }
}
