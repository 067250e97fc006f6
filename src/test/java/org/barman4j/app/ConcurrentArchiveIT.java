package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.Shipment;
import org.barman4j.testing.WalSegments;
import org.barman4j.wal.WalInbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several processes write and read one archive at once, and none of them notices. */
class ConcurrentArchiveIT extends WalHomeTest {
    private static final int SEGMENTS = 100;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void stop() throws InterruptedException {
        enough.set(true);
        workers.shutdown();
        assertThat(workers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void eachSegmentIsArchivedOnceWhileOthersRead() throws Exception {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        for (int number = 1; number <= SEGMENTS; number++) {
            contents.put(WalSegments.name(number), WalSegments.segment(number));
        }
        home.makeDirectory(server().resolve("incoming"));
        serve("compression = gzip\n");
        List<Future<?>> loops = new ArrayList<>();
        for (String writer : List.of("archive-wal main", "archive-wal main", "rebuild-xlogdb main")) {
            loops.add(loop(() ->
                    AnswerAssert.assertThat(barman(writer).run()).succeeds().isSilent()));
        }
        for (String reader : List.of("list-backups main", "status main")) {
            loops.add(loop(() -> assertThat(barman(reader).run().warnings()).isEmpty()));
        }
        loops.add(loop(() -> {
            String name = WalSegments.name(1 + (int) (System.nanoTime() % SEGMENTS));
            CommandRun run = run("get-wal main " + name);
            if (run.status() != 0) {
                assertThat(run.err()).contains("not found in server 'main'");
                assertThat(run.output().size()).isZero();
            } else {
                assertThat(Arrays.equals(run.output().toByteArray(), contents.get(name)))
                        .as("content of " + name)
                        .isTrue();
            }
        }));

        for (String name : contents.keySet()) {
            Path hidden = incoming("." + name);
            home.write(hidden, contents.get(name));
            Files.move(hidden, incoming(name), StandardCopyOption.ATOMIC_MOVE);
            Eventually.holds("what came before is archived", () -> waiting() < 8);
        }

        enough.set(true);
        for (Future<?> each : loops) {
            each.get(1, TimeUnit.MINUTES);
        }
        AnswerAssert.assertThat(barman("archive-wal main").run()).succeeds();
        assertArchived(contents);
    }

    @Test
    void oneOfTwoThatSendTheSameNameHasItsWay() throws Exception {
        for (int number = 1; number <= 5; number++) {
            String name = WalSegments.name(number);
            List<byte[]> contents = List.of(WalSegments.segment(number), WalSegments.segment(number + 50));
            List<Future<Answer>> answers = new ArrayList<>();
            for (byte[] content : contents) {
                Path shipment = directory.resolve("shipment" + answers.size());
                Files.write(shipment, Shipment.of(name, content));
                answers.add(workers.submit(
                        () -> barman("put-wal main").reading(shipment).run()));
            }

            List<Integer> statuses =
                    List.of(answers.get(0).get().status(), answers.get(1).get().status());

            assertThat(statuses).as(answers.toString()).containsExactlyInAnyOrder(0, 1);
            byte[] winner = contents.get(statuses.indexOf(0));
            byte[] loser = contents.get(statuses.indexOf(1));
            assertThat(Arrays.equals(bytes(incoming(name)), winner)).isTrue();
            assertThat(names("errors")).hasSize(number);
            Path kept = server().resolve("errors").resolve(names("errors").get(number - 1));
            assertThat(Arrays.equals(bytes(kept), loser)).isTrue();
        }
    }

    private int waiting() {
        return WalInbox.names(server().resolve("incoming")).size();
    }

    private Future<?> loop(Runnable work) {
        return workers.submit(() -> {
            while (!enough.get()) {
                work.run();
            }
            return null;
        });
    }

    private ProgramCall barman(String line) {
        return Installation.shared().barman(home.words(line));
    }
}
