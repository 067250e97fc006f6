package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.barman4j.copy.CopyItem.Filter;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.FaultyDisk;
import org.barman4j.testing.RecordingProgress;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies over ssh with rsync, whose calls of ssh can be made to fail. */
class SmartCopyIT extends ClusterCopyContract {
    private SshdFixture sshd;
    private List<String> shell;
    private boolean isGone;

    @BeforeEach
    void startServer() throws IOException {
        sshd = SshdFixture.start(Files.createDirectory(directory.resolve("sshd")));
        shell = List.of(sshd.sshCommand().split(" ", -1));
    }

    @AfterEach
    void stopServer() {
        sshd.close();
        assertThat(workspace()).doesNotExist();
    }

    @Override
    protected ClusterCopy copier(Disk disk) {
        return new SmartCopy(
                shell,
                System.getenv("PATH"),
                settings(),
                new SmartCopy.Tools(workspace(), item -> isGone, disk, clock(), progress()));
    }

    @Test
    void noMoreIsDoneThanWasExpected() throws Exception {
        reuse = Reuse.LINK;
        both("same", "x".repeat(70_000), OLD);
        write(source.resolve("new"), "x".repeat(10_000), NEW, "rw-------");
        write(source.resolve("global/pg_control"), "x".repeat(8192), NEW, "rw-------");
        filter = new Filter(List.of(), List.of("/global/pg_control"));
        CopyItem control = new CopyItem(
                "pg_control",
                Kind.CONTROL,
                source.resolve("global/pg_control").toString(),
                target.resolve("global/pg_control"),
                Filter.NONE,
                0,
                Optional.empty());
        RecordingProgress heard = new RecordingProgress();

        new SmartCopy(
                        shell,
                        System.getenv("PATH"),
                        settings(),
                        new SmartCopy.Tools(workspace(), item -> isGone, new LocalDisk(), clock(), heard))
                .copy(List.of(data(), control));

        assertThat(target.resolve("global/pg_control")).hasSize(8192);
        assertThat(heard.heard()).containsExactly("listing pgdata: 0 of 0", "copying files: 10000 of 10000");
    }

    @Test
    void theShellMayHaveOddWords() throws Exception {
        Path script = Files.createDirectory(directory.resolve("it's \"odd\"")).resolve("my ssh");
        Files.writeString(
                script, "#!/bin/sh\n[ \"$1\" = \"a  'b\" ] && shift && exec " + sshd.sshCommand() + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        shell = List.of(script.toString(), "a  'b");
        write(source.resolve("1"), "1", OLD, "rw-------");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void theNetworkMayBeSpared() throws Exception {
        compressed = true;
        write(source.resolve("1"), "x".repeat(1_000_000), OLD, "rw-------");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void pipesAreLeftOut() throws Exception {
        write(source.resolve("1"), "1", OLD, "rw-------");
        Process mkfifo = new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        copyData();

        assertThat(tree(target)).containsOnlyKeys("", "1");
    }

    @Test
    void doesTheSameAsACopyOnThisHost() throws Exception {
        reuse = Reuse.LINK;
        jobs = 3;
        filter = new Filter(List.of(), List.of("/log/*", "**/[0-9]*/t[0-9]*_[0-9]*"));
        both("base/1/same", "same", OLD);
        both("base/1/lately", "same", NEW);
        both("base/1/differs", "one", NEW);
        write(source.resolve("base/1/differs"), "two", NEW, "rw-------");
        write(source.resolve("base/1/t1_1"), "temporary", NEW, "rw-------");
        write(source.resolve("log/1"), "log", NEW, "rw-------");
        write(source.resolve("a\nb/it's"), "odd", NEW, "rw-r-----");
        Files.createSymbolicLink(source.resolve("link"), Path.of("base"));
        copyData();
        Map<String, String> overSsh = tree(target);
        Path near = directory.resolve("near");

        new LocalCopy(settings(), new LocalDisk(), clock(), progress(), FileLook.NONE)
                .copy(List.of(new CopyItem(
                        "pgdata", Kind.DATA, source.toString(), near, filter, bandwidth, Optional.of(older))));

        assertThat(tree(near)).isEqualTo(overSsh);
        for (String name : overSsh.keySet()) {
            Path file = near.resolve(name);
            assertThat(Files.isRegularFile(file)
                            && Files.getAttribute(file, "unix:nlink").equals(3))
                    .as(name)
                    .isEqualTo(List.of("base/1/same", "base/1/lately").contains(name));
        }
    }

    @Test
    void aFileThatVanishesBehindTheListingIsPassedOver() throws Exception {
        for (int i = 1; i <= 3; i++) {
            write(source.resolve("base/" + i), "" + i, OLD, "rw-------");
        }
        write(source.resolve("gone/4"), "4", OLD, "rw-------");
        shellDoes("$SSH \"$@\"; status=$?; rm -r '" + source + "/base/2' '" + source + "/gone'; exit $status");

        copyData();

        assertThat(tree(target)).containsOnlyKeys("", "base", "base/1", "base/3", "gone");
    }

    @Test
    void aFileThatShrinksIsPassedOverOrCopiedAsItIs() throws Exception {
        write(source.resolve("1"), "long content", OLD, "rw-------");
        shellDoes("$SSH \"$@\"; status=$?; truncate -s 4 '" + source + "/1'; exit $status");

        copyData();

        assertThat(target.resolve("1")).hasContent("long");
    }

    @Test
    void aConnectionThatBreaksOffIsTriedAgain() throws Exception {
        retries = 2;
        write(source.resolve("1"), "x".repeat(200_000), OLD, "rw-------");
        // the listing breaks off, then the copy, in the middle of the file
        shellDoes("exit 255", "$SSH \"$@\"", "$SSH \"$@\" | (dd bs=1 count=50000; kill $$)");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(sshd.read("calls").strip()).isEqualTo("4");
        assertThat(progress.get()).isEqualTo(200_000);
    }

    @Test
    void aConnectionThatKeepsBreakingOffIsAFailure() throws Exception {
        retries = 2;
        write(source.resolve("1"), "1", OLD, "rw-------");
        shellDoes("echo no route >&2; exit 255", "echo no route >&2; exit 255", "echo no way >&2; exit 255");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(this::copyData)
                .withMessageStartingWith("data transfer failure\nrsync error:\nno way\n")
                .withMessageContaining("rsync error: ");

        assertThat(sshd.read("calls").strip()).isEqualTo("3");
    }

    @Test
    void aWrongSourceIsAFailureInTheWordsOfRsync() {
        source = directory.resolve("absent");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(this::copyData)
                .withMessageMatching("(?s)data transfer failure\nrsync error:\nrsync: .*\"" + source
                        + "\" failed: No such file or directory \\(2\\)\nrsync error: .*");
    }

    @Test
    void whatWasLinkedBeforeTheConnectionBrokeStaysAsItIsInTheOlderBackup() throws Exception {
        reuse = Reuse.LINK;
        retries = 1;
        both("1", "before", OLD);
        // the listing is complete, and everything linked, when the connection breaks off
        shellDoes("$SSH \"$@\"; printf behind >'" + source + "/1'; exit 255");

        copyData();

        assertThat(target.resolve("1")).hasContent("behind");
        assertThat(older.resolve("1")).hasContent("before");
    }

    @Test
    void whatRsyncLinkedBeforeTheConnectionBrokeStaysAsItIsInTheOlderBackup() throws Exception {
        reuse = Reuse.LINK;
        retries = 1;
        both("1", "before", NEW);
        shellDoes("$SSH \"$@\"", "$SSH \"$@\"; printf behind >'" + source + "/1'; exit 255");

        copyData();

        assertThat(target.resolve("1")).hasContent("behind");
        assertThat(older.resolve("1")).hasContent("before");
        assertThat(tree(target)).containsOnlyKeys("", "1");
    }

    @Test
    void aTablespaceThatHasBeenDroppedIsPassedOver() throws Exception {
        isGone = true;
        CopyItem dropped =
                CopyItem.file("ts", Kind.TABLESPACE, directory + "/absent", directory.resolve("backups/2/16385"));
        write(source.resolve("1"), "1", OLD, "rw-------");

        copy(List.of(dropped, data()));

        assertThat(tree(target)).isEqualTo(tree(source));
    }

    @Test
    void aTablespaceThatShouldBeThereIsAFailure() {
        CopyItem missing =
                CopyItem.file("ts", Kind.TABLESPACE, directory + "/absent", directory.resolve("backups/2/16385"));

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> copy(List.of(missing, data())))
                .withMessageContaining("absent");
    }

    @Test
    void aFailingDiskIsNeverTakenForSuccess() throws Exception {
        reuse = Reuse.LINK;
        both("linked", "1", OLD);
        write(source.resolve("base/1"), "2", NEW, "rw-------");
        FaultyDisk counting = FaultyDisk.counting();
        copier(counting).copy(List.of(data()));
        List<String> steps = counting.log().stream()
                .filter(step -> !step.startsWith("delete ") && !step.startsWith("syncDirectory "))
                .toList();

        for (int number = 1; number <= steps.size(); number++) {
            new TreeDeletion(new LocalDisk()).delete(target);
            FaultyDisk failing = FaultyDisk.failingAt(number);
            assertThatExceptionOfType(CopyFailedException.class)
                    .isThrownBy(() -> copier(failing).copy(List.of(data())))
                    .withMessage("data transfer failure: injected failure of operation " + number + ", "
                            + steps.get(number - 1));
            assertThat(workspace()).doesNotExist();
        }
    }

    @Test
    void whoIsToldToGiveUpLeavesNothingRunning() throws Exception {
        bandwidth = 1;
        write(source.resolve("1"), "x".repeat(1_000_000), OLD, "rw-------");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                copyData();
            } catch (Throwable e) {
                end.set(e);
            }
        });
        caller.start();
        Eventually.holds("rsync is at work", () -> target.resolve("1").toFile().exists());
        List<ProcessHandle> children = new ArrayList<>();
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/rsync"))
                .forEach(children::add);
        assertThat(children).isNotEmpty();

        caller.interrupt();
        caller.join();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        Eventually.holds("rsync ends", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What the first calls of the shell do; those after them lead to the server. */
    private void shellDoes(String... calls) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        script.append("SSH='").append(sshd.sshCommand()).append("'\n");
        script.append("call=$(($(cat '").append(sshd.file("calls")).append("') + 1))\n");
        script.append("echo $call >'").append(sshd.file("calls")).append("'\n");
        script.append("case $call in\n");
        for (int i = 0; i < calls.length; i++) {
            script.append(i + 1).append(")\n").append(calls[i]).append("\nexit;;\n");
        }
        script.append("esac\nexec $SSH \"$@\"\n");
        sshd.write("shell", script.toString());
        sshd.write("calls", "0\n");
        assertThat(sshd.file("shell").toFile().setExecutable(true)).isTrue();
        shell = List.of(sshd.file("shell").toString());
    }

    private Path workspace() {
        return directory.resolve("backups/2/.copy");
    }
}
