package org.barman4j.backup.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.CopyItem;
import org.barman4j.copy.CopyItem.Filter;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.postgres.live.ClusterFacts;

/** What of a cluster is copied: its tablespaces, its data directory, pg_control, and configuration files elsewhere. */
final class ClusterItems {
    private static final List<String> NEVER = List.of(
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
            "pg_subtrans/*");

    /** A manifest in there is that of the backup which the cluster was made of. */
    private static final List<String> NOT_IN_DATA = List.of(
            "/pg_log/*",
            "/log/*",
            "/pg_xlog/*",
            "/pg_wal/*",
            "/global/pg_control",
            "/backup_manifest",
            "/backup_manifest.tmp");

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final ClusterFacts facts;
    private final BackupDraft draft;
    private final Optional<BackupInfo> reference;

    /** @param reference the older backup whose files may be used */
    ClusterItems(
            ServerConfig server,
            BackupCatalog catalog,
            ClusterFacts facts,
            BackupDraft draft,
            Optional<BackupInfo> reference) {
        this.server = server;
        this.catalog = catalog;
        this.facts = facts;
        this.draft = draft;
        this.reference = reference;
    }

    List<CopyItem> all() {
        List<CopyItem> items = new ArrayList<>();
        for (ClusterFacts.Location tablespace : facts.tablespaces()) {
            items.add(tablespace(tablespace));
        }
        items.add(data());
        items.add(CopyItem.file(
                "pg_control",
                Kind.CONTROL,
                facts.dataDirectory() + "/global/pg_control",
                draft.data().resolve("global")));
        new ConfigurationFiles(facts).main().forEach((setting, path) -> {
            Kind kind = setting.equals("ident_file") ? Kind.OPTIONAL_CONFIGURATION : Kind.CONFIGURATION;
            items.add(CopyItem.file(setting, kind, path, draft.data()));
        });
        return items;
    }

    private CopyItem tablespace(ClusterFacts.Location tablespace) {
        List<String> excluded = new ArrayList<>(List.of("/*"));
        excluded.addAll(NEVER);
        return new CopyItem(
                tablespace.name(),
                Kind.TABLESPACE,
                tablespace.path(),
                draft.tablespace(tablespace),
                new Filter(List.of("/PG_" + facts.version().major() + "_*"), excluded),
                server.bandwidthLimit(tablespace.name()),
                reference
                        .filter(older -> older.tablespaces().stream()
                                .map(Tablespace::oid)
                                .anyMatch(oid -> oid == tablespace.oid()))
                        .map(older -> catalog.directoryOf(older.id()).resolve(Long.toString(tablespace.oid()))));
    }

    private CopyItem data() {
        List<String> excluded = new ArrayList<>(NOT_IN_DATA);
        excluded.addAll(NEVER);
        for (ClusterFacts.Location tablespace : facts.tablespaces()) {
            if (tablespace.path().startsWith(facts.dataDirectory() + "/")) {
                excluded.add(literal(
                        tablespace.path().substring(facts.dataDirectory().length())));
            }
            excluded.add("/pg_tblspc/" + tablespace.oid());
        }
        return new CopyItem(
                "pgdata",
                Kind.DATA,
                facts.dataDirectory(),
                draft.data(),
                new Filter(List.of(), excluded),
                server.bandwidthLimit(),
                reference.map(older -> catalog.dataOf(older.id())));
    }

    /** A path as a pattern that fits nothing else; a backslash counts only beside wildcards. */
    private static String literal(String path) {
        boolean wild = path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
        return wild ? path.replaceAll("[*?\\[\\\\]", "\\\\$0") : path;
    }
}
