package org.barman4j.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.barman4j.io.Disk;
import org.barman4j.io.PathText;
import org.barman4j.io.TreeDeletion;
import org.barman4j.report.Progress;

/**
 * Copies directories of this host with rsync, to another host or to a directory that is not empty. The files of each are
 * divided among the jobs by their size.
 */
public final class RsyncPush {
    private final List<String> shell;
    private final String searchPath;
    private final CopySettings settings;
    private final Disk disk;
    private final Progress progress;
    private long expected;

    /** @param shell the command that leads to the other host, as for {@code rsync -e}; empty for this one */
    public RsyncPush(List<String> shell, String searchPath, CopySettings settings, Disk disk, Progress progress) {
        this.shell = List.copyOf(shell);
        this.searchPath = searchPath;
        this.settings = settings;
        this.disk = disk;
        this.progress = progress;
    }

    /**
     * A directory to copy.
     *
     * @param excluded patterns for what is left out
     * @param kept patterns for what is left out, and must not be removed from the target
     * @param bandwidth kilobytes a second at most, 0 for no limit
     */
    public record Tree(Path source, String target, List<String> excluded, List<String> kept, int bandwidth) {}

    /**
     * Copies them.
     *
     * @param workspace a directory that this makes, for lists of files, and removes
     * @param present whether there may be files in the targets, which are used or else removed
     * @param horizon files older than this are known by size and time, in seconds since 1970; without it, all that are
     *     present are compared
     */
    public void copy(List<Tree> trees, Path workspace, boolean present, OptionalLong horizon)
            throws IOException, InterruptedException {
        disk.createDirectories(workspace);
        try {
            List<Jobs.Task> tasks = new ArrayList<>();
            int number = 0;
            expected = 0;
            for (Tree tree : trees) {
                if (present) {
                    call(deletion(tree));
                }
                call(directories(tree));
                tasks.addAll(divided(tree, workspace.resolve("tree" + number++), present, horizon));
            }
            progress.phase("copying files", expected);
            new Jobs(settings).run(tasks);
        } finally {
            new TreeDeletion(disk).delete(workspace);
        }
    }

    /** Copies some files of a directory, wherever in it they are, straight into another. */
    public void copy(Path source, List<String> names, String target, Path list)
            throws IOException, InterruptedException {
        Rsync.list(names, list, disk);
        List<String> argv = start(List.of(), List.of());
        argv.addAll(List.of("-Lpts", "--no-relative", "--from0", "--files-from=" + list));
        argv.addAll(List.of(source + "/", target(target)));
        call(argv);
        disk.delete(list);
    }

    /** Copies small files of a directory on the other side, as far as they are there, to here. */
    public void fetch(String source, List<String> names, Path target) throws InterruptedException {
        List<String> argv = start(List.of(), List.of());
        argv.addAll(List.of("-Lpts", "--ignore-missing-args"));
        for (String name : names) {
            argv.add(target(source) + name);
        }
        argv.add(target + "/");
        call(argv);
    }

    /** Copies small files of a directory, each in one step. Those that were there before keep their modes. */
    public void put(Path source, List<String> names, String target) throws InterruptedException {
        List<String> argv = start(List.of(), List.of());
        argv.add("-Lts");
        argv.add("--checksum");
        names.forEach(name -> argv.add(source.resolve(name).toString()));
        argv.add(target(target));
        call(argv);
    }

    private List<Jobs.Task> divided(Tree tree, Path names, boolean present, OptionalLong horizon) throws IOException {
        List<RsyncPattern> left = new ArrayList<>();
        tree.excluded().forEach(pattern -> left.add(new RsyncPattern(pattern)));
        tree.kept().forEach(pattern -> left.add(new RsyncPattern(pattern)));
        List<Jobs.Task> tasks = new ArrayList<>();
        try (Shares settled = new Shares(disk, names);
                Shares doubtful = new Shares(disk, names.resolveSibling(names.getFileName() + "_check"))) {
            Files.walkFileTree(
                    tree.source(),
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                            String path = tree.source().relativize(directory).toString();
                            return left.stream().anyMatch(pattern -> pattern.fits(path))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                            String path = PathText.of(tree.source().relativize(file));
                            if (left.stream().noneMatch(pattern -> pattern.fits(path))) {
                                boolean told = !present || isSettled(attributes, horizon);
                                (told ? settled : doubtful).add(bytes(path), attributes.size());
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
            expected += settled.bytes() + doubtful.bytes();
            for (Path share : settled.divide(settings.jobs())) {
                tasks.add(() -> call(share(tree, share, present ? "" : "--ignore-times")));
            }
            for (Path share : doubtful.divide(settings.jobs())) {
                tasks.add(() -> call(share(tree, share, "--checksum")));
            }
        }
        return tasks;
    }

    /** Whether size and time tell if a file is the same as one that an older restore made. */
    private static boolean isSettled(BasicFileAttributes attributes, OptionalLong horizon) {
        return horizon.isPresent() && attributes.lastModifiedTime().toMillis() / 1000 < horizon.getAsLong();
    }

    private static String bytes(String path) {
        return new String(PathText.bytes(path), StandardCharsets.ISO_8859_1);
    }

    private List<String> deletion(Tree tree) {
        List<String> argv = start(tree.excluded(), tree.kept());
        argv.addAll(List.of("-rLKpts", "--delete", "--delete-excluded", "--existing", "--ignore-existing"));
        argv.addAll(List.of(tree.source() + "/", target(tree.target())));
        return argv;
    }

    private List<String> directories(Tree tree) {
        List<String> argv = start(tree.excluded(), tree.kept());
        argv.addAll(List.of("-rLKpts", "--include=*/", "--exclude=*"));
        argv.addAll(List.of(tree.source() + "/", target(tree.target())));
        return argv;
    }

    /** @param comparison how files that are there are compared; left alone, rsync goes by size and time */
    private List<String> share(Tree tree, Path names, String comparison) {
        List<String> argv = start(List.of(), List.of());
        argv.addAll(List.of("-LKpts", "--inplace", "--from0", "--files-from=" + names));
        argv.addAll(List.of("--info=progress2", "--no-human-readable"));
        if (!comparison.isEmpty()) {
            argv.add(comparison);
        }
        if (tree.bandwidth() > 0) {
            argv.add("--bwlimit=" + tree.bandwidth());
        }
        argv.addAll(List.of(tree.source() + "/", target(tree.target())));
        return argv;
    }

    private List<String> start(List<String> excluded, List<String> kept) {
        List<String> argv = new ArrayList<>(List.of("rsync"));
        if (!shell.isEmpty()) {
            argv.addAll(List.of("-e", RsyncShell.text(shell)));
        }
        if (settings.compressed()) {
            argv.add("-z");
        }
        excluded.forEach(pattern -> argv.add("--exclude=" + pattern));
        kept.forEach(pattern -> argv.addAll(List.of("--exclude=" + pattern, "--filter=P_" + pattern)));
        return argv;
    }

    /** The space keeps some rsyncs from taking an argument that begins with a colon for something else. */
    private String target(String directory) {
        return (shell.isEmpty() ? "" : " :") + directory + (directory.endsWith("/") ? "" : "/");
    }

    private void call(List<String> argv) throws InterruptedException {
        Rsync.Result result = Rsync.repeated(settings, argv.get(argv.size() - 1).strip(), argv, searchPath, progress);
        if (result.status() != 0) {
            throw CopyFailedException.of(result, "command");
        }
    }
}
