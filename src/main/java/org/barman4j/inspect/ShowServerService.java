package org.barman4j.inspect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.text.HumanDuration;

/** Gathers the settings in force for one server, what its catalogue says about their being kept, and what the live server
 * says of itself. */
public final class ShowServerService {
    private final LiveServer live;
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final Clock clock;

    public ShowServerService(LiveServer live, ServerCatalog stores, Clock clock) {
        this.live = live;
        this.server = live.config();
        this.stores = stores;
        this.clock = clock;
    }

    public ServerSettings show() {
        SortedMap<String, Object> values = SettingsInForce.of(server);
        values.put("passive_node", server.isPassive());
        values.put("active_model", server.activeModel().orElse(null));
        try (live) {
            values.putAll(live.all().values());
        }
        values.put(Options.LAST_BACKUP_MAXIMUM_AGE.name(), maximumAge());
        return new ServerSettings(server.name(), server.remark(), values);
    }

    private String maximumAge() {
        Optional<Duration> maximum = server.get(Options.LAST_BACKUP_MAXIMUM_AGE);
        if (maximum.isEmpty()) {
            return "None";
        }
        String allowed = HumanDuration.of(maximum.get());
        Optional<BackupInfo> latest =
                stores.catalog().load().newest(backup -> backup.status().isCopyDone());
        if (latest.isEmpty()) {
            return allowed + " (WARNING! latest backup is No available backups old)";
        }
        Instant now = clock.instant();
        Instant end = latest.get().endTime().toInstant();
        String age = HumanDuration.of(Duration.between(end, now));
        boolean tooOld = end.isBefore(now.minus(maximum.get()));
        return allowed + (tooOld ? " (WARNING! latest backup is " + age + " old)" : " (latest backup: " + age + " )");
    }
}
