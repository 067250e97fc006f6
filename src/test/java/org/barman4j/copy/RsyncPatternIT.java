package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of patterns beside that of rsync itself. */
class RsyncPatternIT {
    private static final List<String> FILES = List.of(
            "PG_VERSION",
            "postmaster.pid",
            "postmaster.opts",
            "postmasterXpid",
            "recovery.conf",
            "standby.signal",
            "standby.signal.bak",
            "current_logfiles",
            "current_logfiles.tmp",
            "postgresql.auto.conf",
            "postgresql.auto.conf.tmp",
            "pg_internal.init",
            "base/1/pg_internal.init",
            "base/1/1249",
            "base/1/t3_16384",
            "base/1/t3_16384_fsm",
            "base/1/tmp_1",
            "base/16384/t12_1",
            "base/pgsql_tmp/pgsql_tmp12.0",
            "base/pgsql_tmp12.0",
            "base/log/keep",
            "base/pg_notify/0000",
            "base/pg_wal/1",
            "1/t1_1",
            "t1_1",
            "x/1/y/t1_1",
            "PG_17_202406281/5/t1_2",
            "PG_17_202406281/5/16385",
            "PG_17_202406281/pgsql_tmp/1",
            "PG_16_202307071/5/16385",
            "global/pg_control",
            "global/pg_control.old",
            "global/pg_internal.init",
            "base/global/pg_control",
            "log/postgresql.log",
            "log/old/postgresql.log",
            "pg_log/1",
            "pg_xlog/000000010000000000000001",
            "pg_wal/000000010000000000000001",
            "pg_wal/archive_status/000000010000000000000001.done",
            "pg_dynshmem/mmap.1",
            "pg_notify/0000",
            "pg_replslot/slot/state",
            "pg_serial/0000",
            "pg_stat_tmp/global.stat",
            "pg_snapshots/1",
            "pg_subtrans/0000",
            "pg_tblspc/16385/PG_17_202406281/5/1",
            "pg_tblspc/163850/1",
            "pg_tblspc/16386/1",
            "spaces/two words/1",
            "spaces/a*b/1",
            "spaces/aXb/1",
            "spaces/a?b/1",
            "spaces/a[1]b/1",
            "spaces/a1b/1",
            "spaces/a\\b/1",
            "spaces/ab/1",
            "spaces/a\\*b/1",
            "spaces/a]b/1",
            "spaces/a-b/1",
            "spaces/a.b/1",
            "spaces/a+b/1",
            "spaces/(a|b)/1",
            "spaces/{a,b}/1",
            "spaces/a^b$/1",
            "spaces/é/1",
            "spaces/#a/1",
            ".hidden",
            "a/b/c/d",
            "b/c/d",
            "c/d",
            "d");

    @TempDir
    private static Path root;

    @BeforeAll
    static void makeTree() throws IOException {
        for (String name : FILES) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgsql_tmp*",
                "postgresql.auto.conf.tmp",
                "current_logfiles.tmp",
                "pg_internal.init",
                "postmaster.pid",
                "postmaster.opts",
                "recovery.conf",
                "standby.signal",
                "**/[0-9]*/t[0-9]*_[0-9]*",
                "pg_dynshmem/*",
                "pg_notify/*",
                "pg_replslot/*",
                "pg_serial/*",
                "pg_stat_tmp/*",
                "pg_snapshots/*",
                "pg_subtrans/*",
                "/pg_log/*",
                "/log/*",
                "/pg_xlog/*",
                "/pg_wal/*",
                "/global/pg_control",
                "/pg_tblspc/16385",
                "/PG_17_*",
                "/*"
            })
    void patternsForClustersMeanTheSame(String pattern) throws Exception {
        assertMeansTheSame(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**",
                "/**",
                "*.tmp",
                "/?",
                "d",
                "/d",
                "c/d",
                "b/c/d",
                "/b/c/d",
                "/a/*/c",
                "/a/**/d",
                "**/d",
                "a/**",
                "base/*/t*",
                "/base/[0-9]*",
                "[a-c]",
                "t[0-9]_*",
                "*_*",
                ".*",
                "archive_status",
                "pg_*/*",
                "/spaces/two words",
                "/spaces/a\\*b",
                "/spaces/a\\?b",
                "/spaces/a\\[1\\]b",
                "/spaces/a\\[1]b",
                "/spaces/a\\\\\\*b",
                "/spaces/a*b",
                "/spaces/a?b",
                "/spaces/a[0-9]b",
                "/spaces/a\\b",
                "/spaces/a]b",
                "/spaces/a-b",
                "/spaces/a.b",
                "/spaces/a+b",
                "/spaces/(a|b)",
                "/spaces/{a,b}",
                "/spaces/a^b$",
                "/spaces/é",
                "/spaces/#a",
                "absent"
            })
    void otherPatternsMeanTheSame(String pattern) throws Exception {
        assertMeansTheSame(pattern);
    }

    @Test
    void patternsTellFilesApartAtAll() throws Exception {
        assertThat(byRsync("/*")).containsExactly(".");
        assertThat(byRsync("absent")).hasSizeGreaterThan(FILES.size());
    }

    private static void assertMeansTheSame(String pattern) throws Exception {
        assertThat(ours(pattern)).isEqualTo(byRsync(pattern));
    }

    private static Set<String> byRsync(String pattern) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "rsync", "--list-only", "-r", "--no-human-readable", "--exclude=" + pattern, root + "/");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process rsync = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(rsync.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(rsync.waitFor()).isZero();
        Set<String> paths = new TreeSet<>();
        for (String line : output.lines().toList()) {
            String bytes = ListedFile.parse(line).orElseThrow().path();
            paths.add(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
        return paths;
    }

    private static Set<String> ours(String pattern) throws IOException {
        Set<String> paths = new TreeSet<>(Set.of("."));
        add(paths, new RsyncPattern(pattern), root);
        return paths;
    }

    private static void add(Set<String> paths, RsyncPattern pattern, Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                String path = root.relativize(entry).toString();
                if (!pattern.fits(path)) {
                    paths.add(path);
                    if (Files.isDirectory(entry)) {
                        add(paths, pattern, entry);
                    }
                }
            }
        }
    }
}
