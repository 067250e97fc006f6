package org.barman4j.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.report.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Command lines of rsync for one item, and what its endings mean.
 *
 * @param shell the command that leads to the server's host
 */
record Rsync(CopyItem item, CopySettings settings, List<String> shell, String searchPath) {
    private static final Logger log = LoggerFactory.getLogger(Rsync.class);

    private static final int SOME_FAILED = 23;
    private static final int SOME_VANISHED = 24;

    /** What rsync says of files that were there and then were not, or not as long: PostgreSQL goes on working. */
    private static final Pattern VANISHED = Pattern.compile(
            "rsync: (\\[\\w+\\] )?link_stat \".+\" failed: No such file or directory \\(2\\)"
                    + "|file has vanished: \".+\""
                    + "|rsync: (\\[\\w+\\] )?read errors mapping \".+\": No data available \\(61\\)"
                    + "|rsync warning: some files vanished before they could be transferred.*"
                    + "|rsync error: .* \\(code 23\\) at main\\.c\\(\\d+\\) \\[(generator|receiver|sender)=[^\\]]+\\]",
            Pattern.CASE_INSENSITIVE);

    /** How a call ended, and what it complained of. */
    record Result(int status, List<String> complaints) {
        boolean succeeded() {
            return status == 0 || status == SOME_VANISHED || (status == SOME_FAILED && onlyVanished());
        }

        private boolean onlyVanished() {
            return complaints.stream().allMatch(line -> VANISHED.matcher(line).matches());
        }

        /** Whether something of the source can't be read, as opposed to a broken connection or a full disk. */
        boolean isPartial() {
            return status == SOME_FAILED;
        }

        String details() {
            return String.join("\n", complaints);
        }
    }

    /** Lists what the item holds, one line a file. */
    List<String> listing() {
        List<String> argv = start();
        argv.addAll(List.of("-rLKpts", "--ignore-missing-args", "--no-human-readable", "--list-only"));
        argv.add(source() + "/");
        return argv;
    }

    /**
     * Copies the files whose names are in a file.
     *
     * @param comparing whether to compare the bytes of files that look unchanged
     */
    List<String> share(Path names, boolean comparing) {
        List<String> argv = start();
        argv.addAll(List.of("-LKpts", "--ignore-missing-args", "--from0", "--files-from=" + names));
        if (item.reference().isEmpty() || settings.reuse() != Reuse.LINK) {
            argv.add("--inplace"); // else what an earlier attempt has linked would change in the older backup as well
        }
        if (comparing) {
            argv.add("--checksum");
        }
        item.reference()
                .filter(reference -> settings.reuse() != Reuse.OFF)
                .ifPresent(reference ->
                        argv.add((settings.reuse() == Reuse.LINK ? "--link-dest=" : "--copy-dest=") + reference));
        argv.addAll(progress());
        argv.addAll(List.of(source() + "/", item.target().toString()));
        return argv;
    }

    /** Makes the target of the item what the source is, to the last file, by size and time of each. */
    List<String> settling() {
        List<String> argv = start();
        argv.addAll(List.of("-rLKpts", "--delete"));
        argv.addAll(List.of(source() + "/", item.target().toString()));
        return argv;
    }

    /** Copies the one file that the item is. */
    List<String> file() {
        List<String> argv = start();
        argv.addAll(List.of("-LKpts", "--inplace"));
        argv.addAll(progress());
        argv.addAll(List.of(source(), item.target().toString()));
        return argv;
    }

    private List<String> start() {
        List<String> argv = new ArrayList<>(List.of("rsync", "-e", RsyncShell.text(shell)));
        if (settings.compressed()) {
            argv.add("-z");
        }
        item.filter().included().forEach(pattern -> argv.add("--include=" + pattern));
        item.filter().excluded().forEach(pattern -> argv.add("--exclude=" + pattern));
        return argv;
    }

    private List<String> progress() {
        List<String> options = new ArrayList<>(List.of("--info=progress2", "--no-human-readable"));
        if (item.bandwidth() > 0) {
            options.add("--bwlimit=" + item.bandwidth());
        }
        return options;
    }

    /** The space keeps some rsyncs from taking an argument that begins with a colon for something else. */
    private String source() {
        return " :" + item.source();
    }

    /** Runs one of these command lines to its end. */
    Result run(List<String> argv, Consumer<String> lines) throws InterruptedException {
        return call(argv, searchPath, lines);
    }

    /** Runs a command line of rsync to its end. */
    static Result call(List<String> argv, String searchPath, Consumer<String> lines) throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        Map<String, String> environment = Map.of("PATH", searchPath, "TZ", "UTC", "LC_ALL", "C.UTF-8");
        log.debug("Command: {}", argv);
        Command command = Command.of(argv.toArray(new String[0])).withEnvironment(environment);
        try (ChildProcess rsync = ChildProcess.start(command, lines, line -> {
            log.warn("rsync: {}", line);
            complaints.add(line);
        })) {
            return new Result(rsync.await(), List.copyOf(complaints));
        }
    }

    /** A call that may be made again. */
    @FunctionalInterface
    interface Call<E extends Exception> {
        Result run() throws E, InterruptedException;
    }

    /** A failure may pass, like a connection that breaks off. */
    static <E extends Exception> Result repeated(CopySettings settings, Object subject, Call<E> call)
            throws E, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Result result = call.run();
            if (result.succeeded() || attempt == settings.retries()) {
                return result;
            }
            log.warn("Failure executing rsync on {} (attempt {})", subject, attempt);
            log.warn("Retrying in {} seconds", settings.pause().toSeconds());
            TimeUnit.MILLISECONDS.sleep(settings.pause().toMillis());
        }
    }

    /** The same for a command line that prints progress, which is shown, and taken back if the call fails. */
    static Result repeated(
            CopySettings settings, Object subject, List<String> argv, String searchPath, Progress progress)
            throws InterruptedException {
        return Rsync.<RuntimeException>repeated(settings, subject, () -> {
            AtomicLong done = new AtomicLong();
            Result result = call(argv, searchPath, line -> transferred(line)
                    .ifPresent(bytes -> progress.advance(bytes - done.getAndSet(bytes))));
            if (!result.succeeded()) {
                progress.advance(-done.get());
            }
            return result;
        });
    }

    /** Writes names for {@code --files-from}, each ended as {@code --from0} wants it. */
    static void list(List<String> names, Path file, Disk disk) throws IOException {
        try (DiskFile list = disk.create(file)) {
            for (String name : names) {
                list.write((name + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The bytes in a line of progress; nothing in any other. */
    static Optional<Long> transferred(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        boolean fits = end > start && end < line.length() && line.charAt(end) == ' ' && line.indexOf('%', end) > 0;
        return fits ? Optional.of(Long.parseLong(line.substring(start, end))) : Optional.empty();
    }
}
