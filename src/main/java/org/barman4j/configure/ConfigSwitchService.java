package org.barman4j.configure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.config.Configuration;
import org.barman4j.config.ModelConfig;
import org.barman4j.config.ModelLayer;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.report.NotFoundException;
import org.barman4j.report.Notices;

/** Lays a model over a server, or takes it off, and remembers that for every later command. */
public final class ConfigSwitchService {
    private final Configuration configuration;
    private final Disk disk;
    private final Notices notices;
    private final ReceiverRestart receivers;

    public ConfigSwitchService(Configuration configuration, Disk disk, Notices notices, ReceiverRestart receivers) {
        this.configuration = configuration;
        this.disk = disk;
        this.notices = notices;
        this.receivers = receivers;
    }

    /**
     * Lays a model over a server.
     *
     * @throws NotFoundException if there is no such model
     */
    public void apply(ServerConfig server, String modelName) {
        ModelConfig model = configuration.models().get(modelName);
        if (model == null) {
            throw new NotFoundException("Unknown model '" + modelName + "'");
        }
        ServerConfig changed = server;
        Optional<String> mismatch = ModelLayer.mismatch(server, model);
        if (mismatch.isPresent()) {
            notices.error(mismatch.get());
        } else {
            ModelLayer.Outcome outcome = ModelLayer.apply(server, model);
            if (outcome.applied()) {
                remember(server, model);
            }
            outcome.messages().forEach(notices::info);
            changed = outcome.config();
        }
        receivers.restart(changed);
    }

    /** Takes whatever model is there off a server. */
    public void reset(ServerConfig server) {
        notices.info("Resetting the active model for the server " + server.name());
        Path file = server.activeModelFile();
        try {
            if (Files.exists(file)) {
                disk.delete(file);
                disk.syncDirectory(file.getParent());
            }
        } catch (IOException e) {
            throw StorageException.because("remove " + file, e);
        }
        receivers.restart(server);
    }

    private void remember(ServerConfig server, ModelConfig model) {
        Path file = server.activeModelFile();
        try {
            disk.createDirectories(server.path(Options.BACKUP_DIRECTORY));
            new AtomicFile(disk).write(file, model.name().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }
}
