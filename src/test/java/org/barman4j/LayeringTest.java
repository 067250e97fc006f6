package org.barman4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dependencies between packages point down, and only where the table says so. */
class LayeringTest {
    private static final String ROOT = "org.barman4j.";

    /** Each package and the packages of ours that it may use, from the bottom up. */
    private static final Map<String, List<String>> MAY_USE = table();

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.barman4j");

    @Test
    void everyPackageUsesOnlyWhatStandsBelowIt() {
        assertThat(classes.size()).isGreaterThan(100);
        MAY_USE.forEach((name, allowed) -> classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat(new Allowed(name, allowed))
                .check(classes));
    }

    @Test
    void everyPackageIsInTheTable() {
        TreeSet<String> packages = new TreeSet<>();
        for (JavaClass each : classes) {
            packages.add(each.getPackageName());
        }

        assertThat(packages)
                .isEqualTo(new TreeSet<>(
                        MAY_USE.keySet().stream().map(ROOT::concat).toList()));
    }

    @Test
    void noPackageDependsOnItselfThroughOthers() {
        slices().matching("org.barman4j.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void filesAreChangedOnlyThroughTheDisk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "io", ROOT + "app", ROOT + "app.reference")
                .should()
                .callMethodWhere(new FileChange())
                .check(classes);
    }

    @Test
    void onlyTheEntryPointEndsTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("report", List.of());
        table.put("text", List.of());
        table.put("xlog", List.of());
        table.put("io", List.of("report"));
        table.put("host", List.of("report", "io"));
        table.put("host.ssh", List.of("report", "io", "host"));
        List<String> foundations = List.copyOf(table.keySet());
        table.put("config", foundations);
        table.put("lock", foundations);
        table.put("postgres.endpoint", foundations);
        table.put("postgres.tls", foundations);
        table.put("postgres", with(foundations, "postgres.endpoint", "postgres.tls"));
        table.put("catalog", foundations);
        table.put("codec", with(foundations, "config"));
        table.put("hook", with(foundations, "config"));
        table.put("wal", with(foundations, "config", "lock", "codec"));
        table.put("wal.trim", with(foundations, "config", "lock", "codec", "hook", "wal"));
        table.put("manifest", with(foundations, "codec", "config"));
        table.put("retention", with(foundations, "catalog"));
        table.put("postgres.live", with(foundations, "config", "postgres"));
        table.put("postgres.tool", with(foundations, "postgres"));
        table.put("copy", with(foundations, "config"));
        table.put("page", foundations);
        List<String> domain = List.copyOf(table.keySet());
        table.put("process", domain);
        table.put("inspect", domain);
        table.put("check", with(domain, "process", "inspect"));
        table.put("archive", with(domain, "inspect"));
        table.put("backup.method", domain);
        table.put("backup", with(domain, "inspect", "check", "archive", "backup.method"));
        table.put("recovery", with(domain, "archive"));
        table.put("configure", with(domain, "process"));
        table.put("sync", with(domain, "inspect", "process", "backup"));
        table.put("cron", List.copyOf(table.keySet()));
        List<String> services = List.copyOf(table.keySet());
        table.put("output", services);
        table.put("cli", with(services, "output"));
        table.put("app", with(services, "output", "cli", "app.reference"));
        table.put("app.reference", with(services, "output", "cli"));
        return table;
    }

    private static List<String> with(List<String> packages, String... more) {
        List<String> all = new ArrayList<>(packages);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static final class Allowed extends DescribedPredicate<JavaClass> {
        private final String own;
        private final List<String> others;

        Allowed(String own, List<String> others) {
            super("are of other projects, or in " + own + " or " + others);
            this.own = own;
            this.others = others;
        }

        @Override
        public boolean test(JavaClass used) {
            String name = used.getPackageName();
            return !name.startsWith(ROOT) || name.equals(ROOT + own) || others.contains(name.substring(ROOT.length()));
        }
    }

    /** A call of one of the methods of Java that change a file. */
    private static final class FileChange extends DescribedPredicate<JavaMethodCall> {
        private static final List<String> CHANGES = List.of(
                "write",
                "writeString",
                "newOutputStream",
                "newByteChannel",
                "createFile",
                "createDirectory",
                "createDirectories",
                "createLink",
                "createSymbolicLink",
                "createTempFile",
                "createTempDirectory",
                "copy",
                "move",
                "delete",
                "deleteIfExists",
                "setPosixFilePermissions",
                "setLastModifiedTime",
                "setOwner",
                "setAttribute");

        FileChange() {
            super("change a file");
        }

        @Override
        public boolean test(JavaMethodCall call) {
            return call.getTargetOwner().isEquivalentTo(Files.class)
                    && CHANGES.contains(call.getTarget().getName());
        }
    }
}
