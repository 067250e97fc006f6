package org.barman4j.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.NumberFormat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.barman4j.io.LocalDisk;

/**
 * Runs typical commands on a made-up home, so that the JVM can note which classes a start needs. {@code scripts/install}
 * builds the start-up archive from that. Nothing is printed.
 */
public final class Training {
    private static final String BACKUP =
            """
            backup_label='START WAL LOCATION: 0/2000028'
            begin_offset=40
            begin_time=2026-01-01 00:00:00.000000+00:00
            begin_wal=000000010000000000000002
            begin_xlog=0/2000028
            copy_stats={'total_time': 2.5, 'number_of_workers': 2, 'copy_time': 1.5, 'analysis_time': 1.0}
            deduplicated_size=1000
            end_offset=80
            end_time=2026-01-01 00:00:01.000000+00:00
            end_wal=000000010000000000000002
            end_xlog=0/2000138
            mode=rsync-concurrent
            pgdata=/var/lib/postgresql/data
            size=2000
            status=DONE
            systemid=1
            tablespaces=[('space', 16384, '/space')]
            timeline=1
            version=150000
            xlog_segment_size=16777216
            """;

    private static final String SEGMENT = "000000010000000000000003";

    private Training() {}

    public static void main(String[] words) throws IOException, GeneralSecurityException {
        Path home = Path.of(words[0]);
        prepare(home);
        String config = home.resolve("barman.conf").toString();
        for (List<String> line : List.of(
                List.of("list-servers"),
                List.of("list-backups", "main"),
                List.of("-f", "json", "list-backups", "all"),
                List.of("show-backup", "main", "latest"),
                List.of("show-servers", "main"),
                List.of("list-files", "main", "latest"),
                List.of("keep", "--status", "main", "latest"),
                List.of("list-processes", "main"),
                List.of("check", "all"),
                List.of("-f", "json", "status", "main"),
                List.of("switch-wal", "main"),
                List.of("archive-wal", "main"),
                List.of("get-wal", "main", SEGMENT),
                List.of("get-wal", "--peek", "2", "main", SEGMENT),
                List.of("put-wal", "main"),
                List.of("rebuild-xlogdb", "main"),
                List.of("show-backup", "nosuch", "latest"),
                List.of("backup", "--jobs", "2", "main"))) {
            run(config, line);
        }
        NumberFormat.getIntegerInstance().format(0); // the driver reads versions with it, which loads half a language
        loadAnsweredClasses();
        CryptographyTraining.run();
    }

    /** Loads what is used only when another machine answers, and there is none to answer here. */
    private static void loadAnsweredClasses() throws IOException {
        try (InputStream list = Training.class.getResourceAsStream("answered-classes.txt")) {
            for (String name : new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!name.startsWith("#")) {
                    load(name);
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError optional) {
            // a later version of the library has none of that name
        }
    }

    private static void prepare(Path home) throws IOException {
        Path wals = Files.createDirectories(home.resolve("main/wals"));
        Path meta = Files.createDirectories(home.resolve("main/meta"));
        Files.createDirectories(home.resolve("main/base/20260101T000000/data"));
        Files.write(Files.createDirectories(home.resolve("main/incoming")).resolve(SEGMENT), new byte[8192]);
        Files.writeString(meta.resolve("20260101T000000-backup.info"), BACKUP);
        Files.writeString(
                wals.resolve("main-xlog.db"), "000000010000000000000002\t16777216\t1767225600.5\tNone\tNone\n");
        Files.writeString(
                home.resolve("barman.conf"),
                "[barman]\nbarman_home = " + home + "\nbarman_user = " + System.getProperty("user.name")
                        + "\nlog_file = " + home + "/log\nlog_level = INFO\nconfiguration_files_directory = " + home
                        + "\n[main]\ndescription = \"Main\"\nconninfo = host=127.0.0.1 port=1 user=barman dbname=postgres\n"
                        + "ssh_command = ssh -p 1 postgres@127.0.0.1\narchiver = on\nbackup_options = concurrent_backup\n"
                        + "retention_policy = REDUNDANCY 2\nminimum_redundancy = 1\ncompression = gzip\n");
    }

    private static void run(String config, List<String> line) throws IOException {
        List<String> words = new ArrayList<>(List.of("-c", config));
        words.addAll(line);
        try (OutputStream nowhere = OutputStream.nullOutputStream()) {
            Main.run(
                    words,
                    new Surroundings(
                            System.getenv(), Clock.systemUTC(), new LocalDisk(), shipment(), nowhere, nowhere));
        }
    }

    /** What a database host sends to put-wal. */
    private static InputStream shipment() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = new byte[512];
            TarArchiveEntry entry = new TarArchiveEntry("000000010000000000000004");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
