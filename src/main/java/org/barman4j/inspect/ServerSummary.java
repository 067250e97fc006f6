package org.barman4j.inspect;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/** A server in a list: its name, and its description with what is out of the ordinary about it. */
public record ServerSummary(String name, String description) {
    public static ServerSummary of(ServerConfig server) {
        StringBuilder description =
                new StringBuilder(server.get(Options.DESCRIPTION).orElse(""));
        if (!server.remark().isEmpty()) {
            description.append(' ').append(server.remark());
        }
        if (server.isPassive()) {
            description.append(" (Passive)");
        }
        return new ServerSummary(server.name(), description.toString());
    }
}
