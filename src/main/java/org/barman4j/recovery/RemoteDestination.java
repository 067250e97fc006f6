package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.copy.RsyncPush;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.TreeDeletion;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.report.RefusedException;

/** Another host, where a POSIX shell and rsync are all that is needed. */
final class RemoteDestination implements Destination {
    private static final int ABSENT = 3;

    /** Finds the directory itself, or the nearest above it that exists already. */
    private static final String NEAREST = "d=$1; while ! test -e \"$d\"; do d=$(dirname \"$d\"); done; ";

    /** In a line of {@code df -Pk}: the free kilobytes, and where the file system is mounted. */
    private static final Pattern FREE = Pattern.compile(" (\\d{1,15}) +\\d+% (.*)");

    /** Runs a program, and ends it when whoever waits for it is gone. */
    private static final String GUARDED =
            """
            "$@" & program=$!
            { while kill -0 $PPID; do sleep 1; done; kill $program; } >/dev/null 2>&1 </dev/null &
            guard=$!
            wait $program
            status=$?
            kill $guard
            exit $status
            """;

    private final RemoteHost host;
    private final RsyncPush rsync;
    private final boolean delta;
    private final Path temporary;
    private final Disk disk;
    private Scratch scratch;

    /** @param temporary a directory of this host for what is on its way */
    RemoteDestination(RemoteHost host, RsyncPush rsync, boolean delta, Path temporary, Disk disk) {
        this.host = host;
        this.rsync = rsync;
        this.delta = delta;
        this.temporary = temporary;
        this.disk = disk;
    }

    private Path workspace() throws IOException {
        if (scratch == null) {
            scratch = Scratch.in(temporary, "barman-recovery-", disk);
        }
        return scratch.path();
    }

    private CommandResult run(String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        argv.addAll(List.of(arguments));
        return host.run(Command.of(argv.toArray(new String[0])));
    }

    /** Runs a program that may take long. */
    void work(List<String> argv) throws IOException {
        require(run(GUARDED, argv.toArray(new String[0])));
    }

    /**
     * A program of PostgreSQL's.
     *
     * @param places directories to look in before the path of the user, with colons between them
     */
    Optional<ClientProgram> program(String name, String places) {
        CommandResult result = run(
                "PATH=\"$1:$PATH\"; file=$(command -v \"$2\") && echo \"$file\" && exec \"$file\" --version",
                places,
                name);
        String[] lines = result.output().split("\n", -1);
        return result.succeeded() && lines.length > 1
                ? Optional.of(ClientProgram.of(Path.of(lines[0]), lines[1]))
                : Optional.empty();
    }

    /** Makes a directory that only its owner may enter, and which nobody else has made. */
    void make(String directory) throws IOException {
        require(run("mkdir -m 700 \"$1\"", directory));
    }

    /** Removes a directory with all that is in it, if it is there. */
    void remove(String directory) throws IOException {
        require(run("rm -rf \"$1\"", directory));
    }

    /** Moves all that is in a directory to another, in the place of what has the same names there, and removes it. */
    void moveUp(String directory, String target) throws IOException {
        require(run(
                "cd \"$1\" && for entry in * .[!.]*; do test -e \"$entry\" || test -L \"$entry\" || continue;"
                        + " rm -rf \"$2/$entry\" && mv \"$entry\" \"$2/$entry\" || exit 1; done; rmdir \"$1\"",
                directory,
                target));
    }

    boolean shareFileSystem(String one, String other) {
        return run("test \"$(stat -c %d \"$1\")\" = \"$(stat -c %d \"$2\")\"", one, other)
                .succeeded();
    }

    /** @throws RefusedException if the host can't be reached */
    void connect(String command) {
        CommandResult result = run("true");
        if (!result.succeeded()) {
            throw new RefusedException(
                    "Unable to connect to the target host using the command '" + command + "'",
                    result.complaints().strip());
        }
    }

    private void require(CommandResult result) throws IOException {
        if (!result.succeeded()) {
            String reason = result.complaints().strip();
            throw new IOException(reason.isEmpty() ? "exit status " + result.status() : reason);
        }
    }

    @Override
    public Optional<List<String>> names(String directory) throws IOException {
        CommandResult result = run("test -d \"$1\" || exit " + ABSENT + "; ls -A \"$1/\"", directory);
        if (result.status() == ABSENT) {
            return Optional.empty();
        }
        require(result);
        return Optional.of(result.output().lines().toList());
    }

    @Override
    public void prepare(String directory) throws IOException {
        require(run(
                "test -d \"$1\" || mkdir -p -m 700 \"$1\" || exit 1; test -w \"$1\" || { echo Permission denied >&2; exit 1; }",
                directory));
    }

    @Override
    public boolean isWritable(String directory) {
        return run(NEAREST + "test -d \"$d\" && test -w \"$d\"", directory).succeeded();
    }

    @Override
    public void empty(String directory, String kept) throws IOException {
        require(run("find \"$1\" -mindepth 1 -maxdepth 1 ! -name \"$2\" -exec rm -rf {} +", directory, kept));
    }

    @Override
    public List<String> lacking(List<String> programs) throws IOException {
        CommandResult result = run(
                "for program; do command -v \"$program\" >/dev/null || echo \"$program\"; done",
                programs.toArray(new String[0]));
        require(result);
        return result.output().lines().toList();
    }

    @Override
    public Optional<Room> room(String directory) throws IOException {
        CommandResult result = run(NEAREST + "df -Pk \"$d\" | tail -n 1", directory);
        Matcher line = FREE.matcher(result.output());
        return result.succeeded() && line.find()
                ? Optional.of(new Room(line.group(2), Long.parseLong(line.group(1)) << 10))
                : Optional.empty();
    }

    @Override
    public Optional<Running> server(List<String> directories) throws IOException {
        CommandResult result = run(RemoteScripts.SERVER, directories.toArray(new String[0]));
        String[] words = result.output().strip().split(" ", 2);
        return result.succeeded() && words.length == 2 && words[0].matches("\\d{1,18}")
                ? Optional.of(new Running(words[1], Long.parseLong(words[0])))
                : Optional.empty();
    }

    @Override
    public Optional<String> around(List<String> directories, String excepted) throws IOException {
        List<String> words = new ArrayList<>(List.of(excepted));
        words.addAll(directories);
        CommandResult result = run(RemoteScripts.AROUND, words.toArray(new String[0]));
        return result.succeeded() ? Optional.of(result.output().strip()) : Optional.empty();
    }

    @Override
    public Map<String, byte[]> read(String directory, List<String> names) throws IOException, InterruptedException {
        Path fetched = workspace().resolve("fetched");
        disk.createDirectories(fetched);
        rsync.fetch(directory, names, fetched);
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String name : names) {
            Path file = fetched.resolve(name);
            if (Files.exists(file)) {
                found.put(name, Files.readAllBytes(file));
            }
        }
        new TreeDeletion(disk).delete(fetched);
        return found;
    }

    @Override
    public void write(String directory, Map<String, byte[]> files) throws IOException, InterruptedException {
        Path written = workspace().resolve("written");
        disk.createDirectories(written);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (DiskFile content = disk.create(written.resolve(file.getKey()))) {
                content.write(file.getValue());
            }
        }
        rsync.put(written, List.copyOf(files.keySet()), directory);
        new TreeDeletion(disk).delete(written);
    }

    @Override
    public void create(String directory, List<String> names) throws IOException, InterruptedException {
        Path empty = workspace().resolve("empty");
        disk.createDirectories(empty);
        for (String name : names) {
            disk.create(empty.resolve(name)).close();
        }
        rsync.copy(empty, names, directory, workspace().resolve("names"));
        new TreeDeletion(disk).delete(empty);
    }

    @Override
    public void keep(String directory, String name, String copy) throws IOException {
        require(run("cd \"$1\" && ln -f \"$2\" \"$3\"", directory, name, copy));
    }

    @Override
    public boolean rename(String directory, String from, String to) throws IOException {
        CommandResult result =
                run("cd \"$1\" && { test -e \"$2\" || exit " + ABSENT + "; } && mv \"$2\" \"$3\"", directory, from, to);
        if (result.status() == ABSENT) {
            return false;
        }
        require(result);
        return true;
    }

    @Override
    public void delete(String directory, String name) throws IOException {
        require(run("cd \"$1\" && rm -f \"$2\"", directory, name));
    }

    @Override
    public void link(String location, String name) throws IOException {
        require(run(
                "{ test ! -d \"$2\" || test -L \"$2\" || rmdir \"$2\"; } && ln -sfn \"$1\" \"$2\"", location, name));
    }

    @Override
    public void copy(Path directory, List<String> names, String target) throws IOException, InterruptedException {
        rsync.copy(directory, names, target, workspace().resolve("names"));
    }

    @Override
    public void copy(List<Tree> trees, OptionalLong horizon) throws IOException, InterruptedException {
        pushing(rsync, delta, workspace().resolve("lists")).copy(trees, horizon);
    }

    /** Copies trees by rsync, here or to elsewhere. */
    static TreeCopy pushing(RsyncPush rsync, boolean delta, Path lists) {
        return (trees, horizon) -> {
            List<RsyncPush.Tree> pushed = new ArrayList<>();
            for (Tree tree : trees) {
                pushed.add(new RsyncPush.Tree(
                        tree.source(), tree.target(), tree.excluded(), tree.kept(), tree.bandwidth()));
            }
            rsync.copy(pushed, lists, delta, horizon);
        };
    }

    @Override
    public void sync(List<String> directories) throws IOException {
        require(run("sync -f \"$@\" 2>/dev/null || sync", directories.toArray(new String[0])));
    }

    @Override
    public void close() throws IOException {
        if (scratch != null) {
            scratch.close();
        }
    }
}
