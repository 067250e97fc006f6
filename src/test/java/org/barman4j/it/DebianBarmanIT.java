package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.barman4j.lock.LockName;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.ForeignLock;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.testing.Installation;
import org.barman4j.testing.LockHolder;
import org.barman4j.testing.ProgramCall;
import org.barman4j.text.JsonInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Barman 3.4 and this program work on one home and understand each other. */
class DebianBarmanIT {
    private static final Path THEIRS = Path.of("/usr/bin/barman");
    private static final List<String> SERVERS = List.of("main", "stream", "tar", "waiting", "empty");
    private static final String RECORDED_AT = "/tmp/barman4j-golden";

    /** What only one of the two tells in a line of {@code list-backups}: the type of a backup, its tablespaces. */
    private static final Pattern TOLD_BY_ONE =
            Pattern.compile("(?<=^\\S{1,20} \\d{8}T\\d{6}(| '\\S{1,20}') - )[FIRS] - | \\(tablespaces: .*?\\)");

    /** A line of {@code show-backup}. */
    private static final Pattern FACT = Pattern.compile("^ +([A-Z][^:]*?) *: (.*)$", Pattern.MULTILINE);

    private final Installation installation = Installation.shared();

    @TempDir
    private Path directory;

    @BeforeEach
    void copyHome() throws IOException {
        assumeThat(THEIRS).as("Debian's package barman").exists();
        Path recorded = GoldenFiles.directory("homes/v34");
        GoldenFiles.copy(
                recorded,
                directory.resolve("v34"),
                RECORDED_AT,
                directory.resolve("v34").toString());
        Path config = directory.resolve("v34/barman.conf");
        String user = "barman_user = " + System.getProperty("user.name");
        Files.writeString(config, Files.readString(config).replace("barman_user = barman", user));
    }

    @Test
    void bothListTheSameBackups() throws IOException {
        try (LockHolder taker = backupIsBeingTaken()) {
            for (String server : SERVERS) {
                Answer theirs = theirs("list-backup", server);
                Answer ours = ours("list-backup", server);

                assertThat(theirs).succeeds();
                assertThat(ours).succeeds();
                assertThat(told(ours)).as(server).isEqualTo(told(theirs));
            }
            assertThat(ours("list-backup", "waiting").out()).contains(" - STARTED\n");
            taker.kill();
        }
        assertThat(ours("list-backup", "waiting").out()).doesNotContain("STARTED");
    }

    @Test
    void bothListTheSameIds() {
        Answer theirs = theirs("list-backup", "--minimal", "main");

        assertThat(theirs.out().lines()).hasSize(7);
        assertThat(ours("list-backup", "--minimal", "main")).succeeds().prints(theirs.out());
    }

    @Test
    void bothGiveMachinesTheSameAnswer() throws IOException {
        try (LockHolder taker = backupIsBeingTaken()) {
            for (String server : SERVERS) {
                compareRows(rows(theirs("-f", "json", "list-backup", server), server), server);
            }
            taker.kill();
        }
    }

    private void compareRows(List<?> theirs, String server) {
        List<?> ours = rows(ours("-f", "json", "list-backup", server), server);

        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < theirs.size(); i++) {
            Map<?, ?> expected = (Map<?, ?>) theirs.get(i);
            Map<Object, Object> common = new HashMap<>((Map<?, ?>) ours.get(i));
            common.keySet().retainAll(expected.keySet());
            assertThat(common.keySet()).containsAll(without("tablespaces", expected)); // later Barmans have none
            assertThat(expected.entrySet().containsAll(common.entrySet()))
                    .as("%s is part of %s", common, expected)
                    .isTrue();
        }
    }

    @Test
    void bothShowTheSameFacts() {
        int common = 0;
        for (String server : List.of("main", "tar")) {
            for (String id :
                    ours("list-backup", "--minimal", server).out().lines().toList()) {
                Map<String, String> theirs = facts(theirs("show-backup", server, id));
                Map<String, String> ours = facts(ours("show-backup", server, id));
                theirs.keySet().retainAll(ours.keySet());
                ours.keySet().retainAll(theirs.keySet());

                assertThat(ours).as(server + " " + id).isEqualTo(theirs);
                common += theirs.size();
            }
        }
        assertThat(common).isGreaterThan(100);
    }

    @Test
    void theirProcessIsListedAndCanBeEnded() throws IOException {
        try (ForeignLock receiver = ForeignLock.byBarman(locks(), "ServerWalReceiveLock", "main")) {
            assertThat(ours("list-processes", "main").out()).contains(receiver.pid() + " receive-wal\n");
            assertThat(ours("list-processes", "stream").out()).doesNotContain("receive-wal");

            Answer answer = ours("terminate-process", "main", "receive-wal");

            assertThat(answer).succeeds().prints("Stopped process receive-wal(" + receiver.pid() + ")\n");
            Eventually.holds("it has tidied up", () -> !receiver.isAlive());
            assertThat(receiver.status()).isEqualTo(3);
        }
        assertThat(ours("terminate-process", "main", "receive-wal"))
                .isRefusedWith("Termination of receive-wal failed: no such process for server main");
    }

    @Test
    void theirLockIsBusyForUs() throws IOException {
        try (ForeignLock update = ForeignLock.byPython(locks().resolve(".config-update.lock"))) {
            assertThat(ours("config-update", "[]"))
                    .isRefusedWith("lock .config-update.lock is held by process " + update.pid());
            update.kill();
            Eventually.holds("it is dead", () -> !update.isAlive());
        }
        assertThat(ours("config-update", "[]")).succeeds();
    }

    @Test
    void ourLockIsBusyForThem() throws IOException {
        try (LockHolder holder = LockHolder.start(locks(), LockName.backup("main"))) {
            assertThat(ForeignLock.isFreeForBarman(locks(), "ServerBackupLock", "main"))
                    .isFalse();
            holder.kill();
        }

        assertThat(ForeignLock.isFreeForBarman(locks(), "ServerBackupLock", "main"))
                .isTrue();
    }

    @Test
    void cleaningUpLeavesTheirLocksAlone() throws IOException {
        try (ForeignLock backup = ForeignLock.byBarman(locks(), "ServerBackupLock", "main")) {
            Files.writeString(locks().resolve(".main-cron.lock"), "1\n");

            assertThat(ours("lock-directory-cleanup")).succeeds();

            assertThat(backup.isAlive()).isTrue();
            assertThat(locks().resolve(".main-backup.lock")).exists();
            assertThat(locks().resolve(".main-cron.lock")).doesNotExist();
        }
    }

    /** A backup counts as started for us as long as somebody holds this lock. */
    private LockHolder backupIsBeingTaken() throws IOException {
        return LockHolder.start(locks(), LockName.backup("waiting"));
    }

    private Path locks() {
        return directory.resolve("v34/home/lock");
    }

    private Answer theirs(String... words) {
        return run(ProgramCall.of(THEIRS), words);
    }

    private Answer ours(String... words) {
        return run(installation.barman(), words);
    }

    private Answer run(ProgramCall program, String... words) {
        return program.words(List.of("-c", directory.resolve("v34/barman.conf").toString()))
                .words(List.of(words))
                .with("TZ", "UTC")
                .run();
    }

    private static List<String> told(Answer answer) {
        return answer.out()
                .lines()
                .map(line -> TOLD_BY_ONE.matcher(line).replaceAll(""))
                .toList();
    }

    private static List<?> rows(Answer answer, String server) {
        assertThat(answer).succeeds();
        return (List<?>) ((Map<?, ?>) JsonInput.parse(answer.out())).get(server);
    }

    private static Set<Object> without(String key, Map<?, ?> members) {
        Set<Object> keys = new HashSet<>(members.keySet());
        keys.remove(key);
        return keys;
    }

    private static Map<String, String> facts(Answer answer) {
        assertThat(answer).succeeds();
        Map<String, String> facts = new TreeMap<>();
        FACT.matcher(answer.out()).results().forEach(fact -> facts.put(fact.group(1), fact.group(2)));
        return facts;
    }
}
