package org.barman4j.containers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

/** Hosts on a network of their own, from which nothing else is reached; both end with this. */
final class Machines implements AutoCloseable {
    private final Network network;
    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();

    Machines() {
        for (String talkative : List.of("org.testcontainers", "com.github.dockerjava", "tc")) {
            if (LoggerFactory.getLogger(talkative) instanceof Logger logger) {
                logger.setLevel(Level.WARN);
            }
        }
        network = Network.builder()
                .createNetworkCmdModifier(command -> command.withInternal(true))
                .build();
    }

    /** Starts a database host. */
    DatabaseMachine database(String name, String... binds) {
        return new DatabaseMachine(name, start(name, Images.shared().database(), binds));
    }

    /** Starts a backup host. */
    BackupMachine backup(String name, String... binds) {
        return new BackupMachine(name, start(name, Images.shared().backup(), binds));
    }

    /** Makes a volume to be bound. */
    String volume() {
        String name = client().createVolumeCmd().exec().getName();
        volumes.add(name);
        return name;
    }

    private GenericContainer<?> start(String name, String image, String... binds) {
        // whoever closes this closes it
        @SuppressWarnings("resource")
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = command.getHostConfig();
                    for (String bind : binds) {
                        host.withBinds(append(host.getBinds(), Bind.parse(bind)));
                    }
                    host.withCapAdd(Capability.NET_ADMIN); // so that it can turn off its own network
                    command.withHostName(name);
                });
        containers.add(container);
        container.start();
        return container;
    }

    private static Bind[] append(Bind[] binds, Bind more) {
        List<Bind> all = new ArrayList<>(binds == null ? List.of() : List.of(binds));
        all.add(more);
        return all.toArray(Bind[]::new);
    }

    @Override
    public void close() {
        containers.forEach(GenericContainer::stop);
        volumes.forEach(volume -> client().removeVolumeCmd(volume).exec());
        network.close();
    }

    private static DockerClient client() {
        return DockerClientFactory.lazyClient();
    }
}
