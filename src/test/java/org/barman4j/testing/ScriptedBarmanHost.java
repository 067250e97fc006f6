package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A Barman host behind a real sshd, for the programs of a database host. Its {@code barman} is a script that notes how it
 * was called, keeps what put-wal gets and serves get-wal from a directory, unless the test tells it to do something else.
 */
public final class ScriptedBarmanHost implements AutoCloseable {
    /** What a segment of these tests is long, as its header says too. */
    public static final int SEGMENT_SIZE = 1 << 20;

    private static final long SYSTEM_IDENTIFIER = 0x1122334455667788L;
    private static final Path CLIENTS = Path.of("src/main/client").toAbsolutePath();
    private static final String BARMAN =
            """
            #!/bin/sh
            cd '%s' || exit 9
            call=
            for word in "$@"; do
              call="$call[$word]"
            done
            printf '%%s\\0' "$call" >> calls
            if [ -e behaviour ]; then
              . ./behaviour
            fi
            while :; do
              case $1 in
                --config) shift 2 ;;
                --config=*) shift ;;
                *) break ;;
              esac
            done
            case $1 in
              put-wal) cat > received.tar; exit ;;
              get-wal) shift ;;
              *) exit 2 ;;
            esac
            peek=
            while :; do
              case $1 in
                --peek) peek=$2; shift 2 ;;
                --*) shift ;;
                *) break ;;
              esac
            done
            cd archive || exit 9
            if [ -n "$peek" ]; then
              ls | sed -n "/^$2\\$/,\\$p" | head -n "$peek"
            elif [ -e "$2" ]; then
              cat -- "$2"
            else
              echo "ERROR: WAL file '$2' not found in server '$1'" >&2
              exit 1
            fi
            """;

    private final Path directory;
    private final SshdFixture sshd;

    private ScriptedBarmanHost(Path directory, SshdFixture sshd) {
        this.directory = directory;
        this.sshd = sshd;
    }

    public static ScriptedBarmanHost start(Path directory) {
        try {
            Path remote = Files.createDirectories(directory.resolve("remote"));
            Files.createDirectories(remote.resolve("archive"));
            Files.createDirectories(directory.resolve("tmp"));
            Files.createDirectories(directory.resolve("data"));
            SshdFixture sshd = SshdFixture.start(
                    Files.createDirectories(directory.resolve("sshd")),
                    "SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(remote, remote.resolve("bin")));
            program(remote.resolve("bin/barman"), BARMAN.formatted(remote));
            program(
                    directory.resolve("bin/ssh"),
                    "#!/bin/sh\nexec /usr/bin/ssh -F '%s' \"$@\"\n".formatted(sshd.file("client_config")));
            return new ScriptedBarmanHost(directory, sshd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call of a client program as it is in the sources, with the options that lead here in front of the words. */
    public ProgramCall client(String program, String... words) {
        return client(sshd.port(), program, words);
    }

    /** The same, but for another port. */
    public ProgramCall client(int port, String program, String... words) {
        return bare(program, List.of("-U", System.getProperty("user.name"), "--port", String.valueOf(port)))
                .words(List.of(words));
    }

    public int port() {
        return sshd.port();
    }

    /** A call with these words alone. */
    public ProgramCall bare(String program, List<String> words) {
        return ProgramCall.of(Path.of("/bin/sh"))
                .words(List.of(CLIENTS.resolve(program).toString()))
                .words(words)
                .with("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"))
                .with("TMPDIR", temporary())
                .in(data());
    }

    /** In place of PostgreSQL's data directory. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Where the client makes temporary files. */
    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** Where the script looks for WAL files. */
    public Path archive() {
        return directory.resolve("remote/archive");
    }

    /** What the script has got by put-wal. */
    public Path received() {
        return directory.resolve("remote/received.tar");
    }

    /** Has the remote {@code barman} run these lines of shell first; its words are the positional parameters. */
    public void behave(String script) {
        write(directory.resolve("remote/behaviour"), script + "\n");
    }

    /** Puts a script of the test's own in place of the remote {@code barman}. */
    public void replaceBarman(String script) {
        program(directory.resolve("remote/bin/barman"), script);
    }

    /** Every call of the remote {@code barman} so far, each word in brackets. */
    public List<String> calls() {
        Path calls = directory.resolve("remote/calls");
        if (!Files.exists(calls)) {
            return List.of();
        }
        return Stream.of(SmallHome.read(calls).split("\0", 0))
                .filter(call -> !call.isEmpty())
                .toList();
    }

    /** The name of a segment, counted from 1. */
    public static String segment(int number) {
        return "00000001%08X%08X".formatted(number >> 12, number & 0xfff);
    }

    /** What a segment of that number contains: the header PostgreSQL gives it, and noise. */
    public static byte[] content(int number) {
        byte[] content = new byte[SEGMENT_SIZE];
        new Random(number).nextBytes(content);
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xd110)
                .putShort((short) 2)
                .putInt(1)
                .putLong((long) number * SEGMENT_SIZE)
                .putLong(0)
                .putLong(SYSTEM_IDENTIFIER)
                .putInt(SEGMENT_SIZE)
                .putInt(8192);
        return content;
    }

    /** Lets the Barman host have these segments. */
    public void archive(int first, int last) {
        for (int number = first; number <= last; number++) {
            write(archive().resolve(segment(number)), content(number));
        }
    }

    /** Makes the data directory that of the cluster the segments come from, or of another one. */
    public void initialize(boolean ofThatCluster) {
        byte[] control = new byte[8192];
        ByteBuffer.wrap(control)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(ofThatCluster ? SYSTEM_IDENTIFIER : SYSTEM_IDENTIFIER + 1);
        write(data().resolve("global/pg_control"), control);
    }

    /** Writes a file of a test, with the directories above it. */
    public static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a program of a script. */
    public static Path program(Path file, String script) {
        try {
            write(file, script);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sshd.close();
    }
}
