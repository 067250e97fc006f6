package org.barman4j.postgres;

import java.nio.file.Path;

/** The password for each host: that of the connection string, or else that of the password file. */
final class Passwords {
    private final Conninfo conninfo;
    private final PasswordFile file;

    Passwords(Conninfo conninfo, Environment environment) {
        String chosen = conninfo.text("passfile");
        this.conninfo = conninfo;
        this.file = new PasswordFile(chosen.isEmpty() ? environment.home().resolve(".pgpass") : Path.of(chosen));
    }

    /** Empty if there is none. */
    String of(HostEntry host) {
        return isFromFile()
                ? file.password(host.passwordKey(), host.port(), conninfo.text("dbname"), conninfo.text("user"))
                        .orElse("")
                : conninfo.text("password");
    }

    boolean isFromFile() {
        return conninfo.text("password").isEmpty();
    }

    PasswordFile file() {
        return file;
    }
}
