package org.barman4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class PlainLineTest {
    private static final List<String> VOCABULARY = List.of(
            "-c",
            "a.conf",
            "--config",
            "--config=b.conf",
            "--config=",
            "--conf",
            "-q",
            "--quiet",
            "-d",
            "--debug",
            "--",
            "",
            "-",
            "-1",
            "main",
            "spare",
            "000000010000000000000001",
            "--partial",
            "-P",
            "--test",
            "-h",
            "--help",
            "--stop");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive-wal main",
                "-c /etc/barman.conf -q archive-wal main",
                "--config=/etc/barman.conf put-wal main",
                "--config /etc/barman.conf get-wal main 000000010000000000000001",
                "get-wal --partial main 000000010000000000000001.partial",
                "cron",
                "--quiet cron",
                "-q receive-wal main",
                "put-wal ${sys:user.name}@file",
            })
    void sparesPicocliALineThatMeansTheSame(String line) {
        List<String> words = List.of(line.split(" "));
        assertThat(plain(words)).isNotNull().isEqualTo(parsed(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive-wal",
                "archive-wal main spare",
                "archive-wal -h",
                "put-wal --test main",
                "put-wal --partial",
                "get-wal --partial",
                "get-wal main W --partial",
                "cron --keep-descriptors",
                "receive-wal --stop main",
                "-c -q cron",
                "-d cron",
                "-qd cron",
                "-cfile cron",
                "--format json cron",
                "-- cron main",
                "list-backups main",
            })
    void leavesTheOthersToPicocli(String line) {
        List<String> words = List.of(line.split(" "));
        assertThat(plain(words)).isNull();
    }

    @Test
    void neverMeansAnythingElseThanPicocli() {
        Random random = new Random(4);
        int plainLines = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> words = someOf(random, random.nextInt(4));
            words.add(List.of("archive-wal", "put-wal", "get-wal", "cron", "receive-wal")
                    .get(random.nextInt(5)));
            words.addAll(someOf(random, random.nextInt(4)));
            Map<String, Object> plain = plain(words);
            if (plain != null) {
                plainLines++;
                assertThat(plain).as(String.join(" ", words)).isEqualTo(parsed(words));
            }
        }
        assertThat(plainLines).isGreaterThan(400);
    }

    private static List<String> someOf(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(VOCABULARY.get(random.nextInt(VOCABULARY.size())));
        }
        return words;
    }

    /** What a line sets without picocli; null if it is left to picocli. */
    private static Map<String, Object> plain(List<String> words) {
        Arguments arguments = new Arguments(words.toArray(new String[0]));
        if (arguments.request() != Arguments.Request.COMMAND) {
            return null;
        }
        TopCommand top = new TopCommand(options -> null);
        BarmanCommand command = Commands.create(arguments.command()).orElse(null);
        if (command == null) {
            return null;
        }
        return PlainLine.preset(top, command, arguments) ? fields(top, command) : null;
    }

    /** What picocli makes of it; nothing if it refuses. */
    private static Map<String, Object> parsed(List<String> words) {
        TopCommand top = new TopCommand(options -> null);
        Arguments arguments = new Arguments(words.toArray(new String[0]));
        BarmanCommand command = Commands.create(arguments.command()).orElseThrow();
        var line = new Program(top, new ErrorHandler(() -> null), page -> {}, new PrintWriter(new StringWriter()))
                .lineFor(arguments.command(), command);
        try {
            line.parseArgs(arguments.expandedFor(
                    line.getSubcommands().get(arguments.command()).getCommandSpec()));
        } catch (ParameterException refused) {
            return Collections.emptyMap();
        }
        return fields(top, command);
    }

    private static Map<String, Object> fields(TopCommand top, BarmanCommand command) {
        Map<String, Object> fields = new TreeMap<>();
        add(fields, TopCommand.class, top);
        add(fields, command.getClass(), command);
        add(fields, BarmanCommand.class, command);
        fields.keySet().removeIf(name -> List.of("top", "sessions", "spec").contains(name));
        return fields;
    }

    private static void add(Map<String, Object> fields, Class<?> type, Object object) {
        for (Field field : type.getDeclaredFields()) {
            field.setAccessible(true);
            try {
                fields.put(field.getName(), field.get(object));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
