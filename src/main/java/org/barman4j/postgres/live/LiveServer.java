package org.barman4j.postgres.live;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.report.Notices;

/**
 * The live side of one server: its connections, each opened when it is first needed and then kept, and what was learnt
 * through them, which is asked once. A connection that failed is not tried again, so that a server that is down costs
 * its time-out once. For one thread at a time.
 */
public final class LiveServer implements AutoCloseable {
    private final ServerConfig config;
    private final Connector connector;
    private final Host host;
    private final Notices notices;
    private final Link normal;
    private final Link streaming;
    private final Link primary;
    private RemoteStatus postgresStatus;
    private RemoteStatus streamingStatus;
    private RemoteStatus archiverStatus;
    private RemoteStatus toolStatus;

    /**
     * For one server.
     *
     * @param host where PostgreSQL's client programs run: this machine
     */
    public LiveServer(ServerConfig config, Connector connector, Host host, Notices notices) {
        this(config, connector, host, notices, streams(config));
    }

    private LiveServer(ServerConfig config, Connector connector, Host host, Notices notices, boolean streams) {
        this.config = config;
        this.connector = connector;
        this.host = host;
        this.notices = notices;
        this.normal = link(config.get(Options.CONNINFO), false);
        this.streaming = link(streams ? config.get(Options.STREAMING_CONNINFO) : Optional.empty(), true);
        this.primary = link(config.get(Options.PRIMARY_CONNINFO), false);
    }

    /** The same server seen through the connections that are configured for WAL alone. */
    public LiveServer forWal() {
        return new LiveServer(config.forWal().without(Options.PRIMARY_CONNINFO), connector, host, notices, true);
    }

    private static boolean streams(ServerConfig config) {
        return config.is(Options.STREAMING_ARCHIVER) || config.hasStreamedBackups();
    }

    private Link link(Optional<String> conninfo, boolean replication) {
        return new Link(connector, config.isPassive() ? "" : conninfo.orElse(""), replication);
    }

    public ServerConfig config() {
        return config;
    }

    /** A session with the server; nothing if it can't be reached or is not configured. */
    public Optional<PostgresSession> session() {
        return normal.session();
    }

    /** Why there is no session; empty if there is one. */
    public String sessionError() {
        return normal.error();
    }

    /** Whether a connection for the replication protocol is configured and of use. */
    public boolean hasStreaming() {
        return streaming.isConfigured();
    }

    /** A session that speaks the replication protocol. */
    public Optional<PostgresSession> streamingSession() {
        return streaming.session();
    }

    /** The server's version as the replication protocol gives it. */
    public Optional<PgVersion> streamingVersion() {
        return streamingSession().map(PostgresSession::version);
    }

    public String streamingError() {
        return streaming.error();
    }

    /** Whether this is a standby whose primary is configured. It is not known to be none if it can't be reached. */
    public boolean isStandby() {
        return primary.isConfigured() && !postgres().isNot("is_in_recovery");
    }

    /** A session with the primary of a standby. */
    public Optional<PostgresSession> primarySession() {
        return primary.session();
    }

    public String primaryError() {
        return primary.error();
    }

    /** What the server says of itself. */
    public RemoteStatus postgres() {
        if (postgresStatus == null) {
            postgresStatus = !normal.isConfigured()
                    ? RemoteStatus.NONE
                    : normal.session()
                            .map(session -> new PostgresStatusReader(session).read(config.get(Options.SLOT_NAME)))
                            .orElseGet(PostgresStatusReader::unreachable);
            if (primary.isConfigured() && postgresStatus.isNot("is_in_recovery")) {
                notices.warning("'primary_conninfo' is set but 'conninfo' does not point to a standby server."
                        + " Ignoring 'primary_conninfo'.");
            }
        }
        return postgresStatus;
    }

    /** What it says over the replication protocol; nothing if that is not used. */
    public RemoteStatus streaming() {
        if (streamingStatus == null) {
            streamingStatus = !hasStreaming()
                    ? RemoteStatus.NONE
                    : streaming
                            .session()
                            .map(StreamingStatusReader::read)
                            .orElseGet(() -> StreamingStatusReader.unreachable(streaming.error()));
        }
        return streamingStatus;
    }

    /** How its {@code archive_command} does; nothing if WAL does not come that way. */
    public RemoteStatus archiver() {
        if (archiverStatus == null) {
            archiverStatus = config.isPassive() || !config.is(Options.ARCHIVER)
                    ? RemoteStatus.NONE
                    : normal.session().map(ArchiverStatusReader::read).orElseGet(ArchiverStatusReader::unreachable);
        }
        return archiverStatus;
    }

    /** Which of PostgreSQL's programs this server needs here, and whether they go with it. */
    public RemoteStatus tools() {
        if (toolStatus == null) {
            toolStatus = config.isPassive() ? RemoteStatus.NONE : new ClientProgramStatus(this, host).read();
        }
        return toolStatus;
    }

    /** All of that together. */
    public RemoteStatus all() {
        return postgres().with(streaming()).with(archiver()).with(tools());
    }

    @Override
    public void close() {
        for (Link link : List.of(normal, streaming, primary)) {
            link.close();
        }
    }

    /** A connection that is opened once. */
    private static final class Link {
        private final Connector connector;
        private final Optional<Conninfo> conninfo;
        private final boolean replication;
        private PostgresSession session;
        private String error = "";

        Link(Connector connector, String conninfo, boolean replication) {
            this.connector = connector;
            this.conninfo = parse(conninfo);
            this.replication = replication;
        }

        private Optional<Conninfo> parse(String text) {
            try {
                return text.isBlank() ? Optional.empty() : Optional.of(Conninfo.parse(text));
            } catch (PostgresException e) {
                error = e.getMessage();
                return Optional.empty();
            }
        }

        /** Whether there is a connection string that makes sense. */
        boolean isConfigured() {
            return conninfo.isPresent();
        }

        Optional<PostgresSession> session() {
            if (session == null && error.isEmpty() && isConfigured()) {
                try {
                    session = PostgresSession.on(open());
                } catch (PostgresException e) {
                    error = e.getMessage();
                }
            }
            return Optional.ofNullable(session);
        }

        private Connection open() {
            Conninfo parsed = conninfo.orElseThrow();
            if (replication) {
                return connector.replication(parsed);
            }
            boolean named = parsed.get("application_name").isPresent();
            return connector.connect(named ? parsed : parsed.with("application_name", "barman"));
        }

        String error() {
            return session().isPresent() ? "" : error;
        }

        void close() {
            if (session != null) {
                session.close();
            }
        }
    }
}
