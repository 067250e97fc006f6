package org.barman4j.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.report.BarmanException;
import org.barman4j.wal.LatestWal;

/** Gathers all that can be known of one server. What can't be found out is left out. */
public final class DiagnoseService {
    private final LiveServer live;
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final Function<String, RemoteHost> hosts;
    private final DiagnosedValues diagnosed;

    public DiagnoseService(
            LiveServer live, ServerCatalog stores, Function<String, RemoteHost> hosts, DiagnosedValues diagnosed) {
        this.live = live;
        this.server = live.config();
        this.stores = stores;
        this.hosts = hosts;
        this.diagnosed = diagnosed;
    }

    public ServerDiagnosis diagnose() {
        SortedMap<String, Object> members = new TreeMap<>();
        members.put("config", diagnosed.of(server));
        members.put("msg_list", server.messages());
        members.put("active_model", server.activeModel().orElse(null));
        Optional<String> command = server.get(Options.SSH_COMMAND).filter(text -> !text.isBlank());
        command.flatMap(this::system).ifPresent(facts -> members.put("system_info", facts));
        try (live) {
            members.put("status", JsonValues.of(live.all().values()));
        }
        members.put("backups", backups());
        SortedMap<String, Object> wals = new TreeMap<>();
        wals.put("last_archived_wal_per_timeline", latestWal());
        members.put("wals", wals);
        return new ServerDiagnosis(server.name(), members);
    }

    private Optional<SortedMap<String, Object>> system(String command) {
        try {
            RemoteHost host = hosts.apply(command);
            boolean reached = host.run(Command.of("true")).succeeded();
            return reached ? Optional.of(new SystemFacts(host).gather()) : Optional.empty();
        } catch (BarmanException e) {
            return Optional.empty();
        }
    }

    private SortedMap<String, Object> backups() {
        SortedMap<String, Object> backups = new TreeMap<>();
        for (BackupInfo backup : stores.catalog().load().oldestFirst()) {
            backups.put(backup.id().text(), JsonValues.of(backup.values()));
        }
        return backups;
    }

    private SortedMap<String, Object> latestWal() {
        SortedMap<String, Object> latest = new TreeMap<>();
        LatestWal.byTimeline(server.path(Options.WALS_DIRECTORY)).forEach((timeline, file) -> {
            try {
                latest.put(timeline, facts(file));
            } catch (IOException gone) {
                // it was removed meanwhile
            }
        });
        return latest;
    }

    private SortedMap<String, Object> facts(Path file) throws IOException {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("name", file.getFileName().toString());
        facts.put("size", Files.size(file));
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        facts.put("time", modified.getEpochSecond() + modified.getNano() / 1e9);
        facts.put(
                "compression",
                CompressionFormat.of(file)
                        .map(Object::toString)
                        .or(() -> server.get(Options.COMPRESSION).filter("custom"::equals))
                        .orElse(null));
        facts.put("encryption", null);
        return facts;
    }
}
