package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SilentServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each string, in its environment, brings us where it brings psql, or is refused in the same words. */
class ConnectorIT {
    private static final String QUERY = "select current_user, current_database(),"
            + " current_setting('application_name'), coalesce(inet_server_port(), 0),"
            + " coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),"
            + " current_setting('search_path'), current_setting('client_encoding'),"
            + " current_setting('datestyle'), pg_is_in_recovery()";

    @TempDir
    static Path home;

    private static SilentServer silent;

    @BeforeAll
    static void fillTheHome() throws Exception {
        silent = new SilentServer();
        write(
                ".pgpass",
                "# no line\n*:1:*:*:wrong\nlocalhost:*:shop:scram:wrong\n127.0.0.1:*:*:scram:example\n*:*:*:md5:wr\\:ong");
        write("open.pgpass", "*:*:*:*:example");
        write("escaped.pgpass", "*:*:a b:scram:ex\\ample:rest");
        Files.setPosixFilePermissions(home.resolve("open.pgpass"), PosixFilePermissions.fromString("rw-r-----"));
        write(
                ".pg_service.conf",
                fill(
                        "[other]\nhost=nowhere\n[shop]\n# comment\nhost=127.0.0.1\nport=@PORT@\nuser=trusted\ndbname=shop\napplication_name=by service\n"));
        write("bad.conf", "[syntax]\nhost\n[unknown]\ncolour=red\n[nested]\nservice=other\n");
        Files.createDirectory(home.resolve("system"));
        write("system/pg_service.conf", fill("[shared]\nhost=127.0.0.1\nport=@PORT@\nuser=trusted\ndbname=a b\n"));
    }

    @AfterAll
    static void stopTheSilentServer() throws Exception {
        silent.close();
    }

    record Row(String string, Map<String, String> environment) {
        Row with(String variable, String value) {
            Map<String, String> more = new TreeMap<>(environment);
            more.put(variable, value);
            return new Row(string, more);
        }

        @Override
        public String toString() {
            return string + " " + environment;
        }
    }

    static Row row(String string) {
        return new Row(string, Map.of());
    }

    static Stream<Row> addresses() {
        return Stream.of(
                row("host=127.0.0.1 port=@PORT@ user=trusted dbname=shop"),
                row("host=localhost port=@PORT@ user=trusted dbname=shop sslmode=disable"),
                row("host=@SOCKETS@ port=@PORT@ user=trusted dbname=shop"),
                row("host=@SOCKETS@ port=@PORT@ user=trusted dbname=shop sslmode=require"),
                row("hostaddr=127.0.0.1 port=@PORT@ user=trusted dbname=postgres"),
                row("host=no.such.host.invalid hostaddr=127.0.0.1 port=@PORT@ user=trusted dbname=postgres"),
                row("host=no.such.host.invalid user=trusted"),
                row("hostaddr=nonsense user=trusted"),
                row("hostaddr=127.0.0.1 port=1 user=trusted"),
                row("host=127.0.0.1 port=1 user=trusted"),
                row("host=localhost port=1 user=trusted"),
                row("host=::1 port=1 user=trusted"),
                row("host=0:0:0:0:0:0:0:1 port=1"),
                row("host=/nonexistent port=@PORT@"),
                row("host=@SOCKETS@ port=1"),
                row("host=@nothing port=1"),
                row("host=/x@LONG@ port=1"),
                row("host=127.0.0.1 port=0"),
                row("host=127.0.0.1 port=70000"),
                row("host=127.0.0.1 port=abc"),
                row("host=a,b port=1,2,3"),
                row("host=a,b hostaddr=127.0.0.1"),
                row("port=1"),
                row("host='' port=1"),
                row("host=127.0.0.1,127.0.0.1 port=1,@PORT@ user=trusted dbname=shop"),
                row("host=127.0.0.1,localhost,/nonexistent port=1 user=trusted dbname=shop"),
                row("host=no.such.host.invalid,127.0.0.1 port=1"),
                row("host=,127.0.0.1 port=1"),
                row("host=127.0.0.1,127.0.0.1 port=@PORT@ user=trusted dbname=none"),
                row(
                        "host=127.0.0.1,127.0.0.1 port=@PORT@,@STANDBY@ user=scram dbname=shop password=wrong sslmode=disable"),
                row("postgresql://trusted@127.0.0.1:@PORT@/shop?application_name=a%20b"),
                row("postgres://trusted@127.0.0.1:1,127.0.0.1:@PORT@/a%20b"),
                row("postgresql://trusted@@SOCKETSURI@:@PORT@/shop"),
                row("postgresql://trusted@[::1]:1/shop"),
                row("postgresql://o%27brien@127.0.0.1:@PORT@/shop?ssl=true"),
                row("user='o\\'brien' host=127.0.0.1 port=@PORT@ dbname='a b'"));
    }

    static Stream<Row> refusals() {
        String base = "host=127.0.0.1 port=@PORT@ dbname=shop ";
        return Stream.of(
                row(base + "user=scram password=example"),
                row(base + "user=scram password=wrong"),
                row(base + "user=scram password=wrong sslmode=disable"),
                row(base + "user=scram password=wrong sslmode=allow"),
                row(base + "user=scram password=wrong sslmode=require"),
                row(base + "user=scram passfile=/nonexistent"),
                row(base + "user=scram passfile=/nonexistent sslmode=disable"),
                row(base + "user=scram password='' passfile=/nonexistent"),
                row(base + "user=md5 password=example"),
                row(base + "user=md5 password=wrong sslmode=disable"),
                row(base + "user=md5 passfile=/nonexistent"),
                row(base + "user=clear password=example"),
                row(base + "user=clear password=wrong"),
                row(base + "user=clear passfile=/nonexistent"),
                row(base + "user=idle"),
                row(base + "user=idle sslmode=disable"),
                row(base + "user=idle sslmode=allow"),
                row(base + "user=nobodyhere"),
                row(base + "user=stranger"),
                row(base + "user=stranger sslmode=disable"),
                row(base + "user=stranger sslmode=allow"),
                row(base + "user=stranger sslmode=require"),
                row("host=127.0.0.1 port=@PORT@ user=trusted dbname=none"),
                row("host=127.0.0.1 port=@PORT@ user=trusted"),
                row("host=@SOCKETS@ port=@PORT@ user=scram password=wrong dbname=shop"),
                row("host=@SOCKETS@ port=@PORT@ user=nobodyhere dbname=shop"),
                row(base + "user=trusted options=-cno_such_setting=1"),
                row(base + "user=trusted options=--nonsense"),
                row(base + "user=trusted options=-csearch_path="),
                row(base + "user=trusted options='-csearch_path=a\\\\ b -cwork_mem=1MB'"),
                row(base + "user=trusted application_name=mine"),
                row(base + "user=trusted application_name=''"),
                row(base + "user=trusted client_encoding=UTF8"),
                row(base + "user=trusted connect_timeout=abc"),
                row(base + "user=trusted keepalives=abc"),
                row(base + "user=trusted keepalives_idle=20 keepalives_interval=5 keepalives_count=3"),
                row(base + "user=trusted keepalives=0"),
                row(base + "user=trusted sslmode=sometimes"),
                row(base + "user=trusted target_session_attrs=good"),
                row(base + "user=trusted channel_binding=maybe"),
                row(base + "user=trusted gssencmode=maybe"),
                row(base + "user=trusted ssl_min_protocol_version=TLSv9"),
                row(base + "user=trusted ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2"),
                row(base + "colour=red"),
                row(base + "user"),
                row(base + "user='x"),
                row("postgresql://[::1/shop"),
                row("postgresql://127.0.0.1/shop?colour=red"),
                row("postgresql://127.0.0.1/%zz"),
                row("host=127.0.0.1 port=@SILENT@ connect_timeout=2 sslmode=disable"),
                row("host=127.0.0.1 port=@SILENT@ connect_timeout=1"),
                row("host=127.0.0.1,127.0.0.1 port=@SILENT@,@PORT@ connect_timeout=2 user=trusted dbname=shop"),
                row("host=127.0.0.1 port=@CLOSING@ sslmode=disable"),
                row("host=127.0.0.1 port=@CLOSING@"),
                row("host=127.0.0.1 port=@STARTING@ sslmode=disable"),
                row("host=127.0.0.1 port=@STARTING@"),
                row("host=127.0.0.1 port=@STARTING@ sslmode=allow"),
                row("host=127.0.0.1,127.0.0.1 port=@STARTING@,@PORT@ user=trusted dbname=shop"),
                row("host=127.0.0.1,127.0.0.1 port=@STARTING@,1 user=trusted dbname=shop"));
    }

    static Stream<Row> sessions() {
        String one = "host=127.0.0.1 user=trusted dbname=shop sslmode=disable ";
        String both = "host=127.0.0.1,127.0.0.1 user=trusted dbname=shop sslmode=disable ";
        return Stream.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
                .flatMap(kind -> Stream.of(
                        row(one + "port=@PORT@ target_session_attrs=" + kind),
                        row(one + "port=@STANDBY@ target_session_attrs=" + kind),
                        row(one + "port=@PORT@ options=-cdefault_transaction_read_only=on target_session_attrs="
                                + kind),
                        row(both + "port=@PORT@,@STANDBY@ target_session_attrs=" + kind),
                        row(both + "port=@STANDBY@,@PORT@ target_session_attrs=" + kind),
                        row(both + "port=1,@PORT@ target_session_attrs=" + kind)));
    }

    static Stream<Row> environments() {
        return Stream.of(
                row("").with("PGHOST", "127.0.0.1")
                        .with("PGPORT", "@PORT@")
                        .with("PGUSER", "trusted")
                        .with("PGDATABASE", "shop"),
                row("user=trusted")
                        .with("PGHOST", "127.0.0.1")
                        .with("PGPORT", "@PORT@")
                        .with("PGDATABASE", "shop")
                        .with("PGAPPNAME", "env")
                        .with("PGOPTIONS", "-csearch_path=x"),
                row("user=trusted")
                        .with("PGHOSTADDR", "127.0.0.1")
                        .with("PGPORT", "@PORT@")
                        .with("PGDATABASE", "shop")
                        .with("PGSSLMODE", "require"),
                row("user=scram host=127.0.0.1 port=@PORT@ dbname=shop").with("PGPASSWORD", "example"),
                row("user=scram host=127.0.0.1 port=@PORT@ dbname=shop")
                        .with("PGPASSWORD", "wrong")
                        .with("PGSSLMODE", "disable"),
                row("user=scram host=127.0.0.1 port=@PORT@ dbname=shop"),
                row("user=scram host=localhost port=@PORT@ dbname=shop sslmode=disable"),
                row("user=scram hostaddr=127.0.0.1 port=@PORT@ dbname=shop sslmode=disable"),
                row("user=scram host=localhost hostaddr=127.0.0.1 port=@PORT@ dbname=shop sslmode=disable"),
                row("user=md5 host=127.0.0.1 port=@PORT@ dbname=shop sslmode=disable"),
                row("user=scram host=127.0.0.1 port=@PORT@ dbname='a b' passfile=@HOME@/escaped.pgpass"),
                row("user=scram host=127.0.0.1 port=@PORT@ dbname='a b'").with("PGPASSFILE", "@HOME@/escaped.pgpass"),
                row("user=scram host=@SOCKETS@ port=@PORT@ dbname=shop").with("PGPASSFILE", "@HOME@/escaped.pgpass"),
                row("service=shop"),
                row("service=shop application_name=own"),
                row("service=shop dbname=postgres"),
                row("postgresql:///?service=shop"),
                row("").with("PGSERVICE", "shop"),
                row("service=none"),
                row("service=shared"),
                row("service=shared").with("PGSYSCONFDIR", "@HOME@/system"),
                row("service=syntax").with("PGSERVICEFILE", "@HOME@/bad.conf"),
                row("service=unknown").with("PGSERVICEFILE", "@HOME@/bad.conf"),
                row("service=nested").with("PGSERVICEFILE", "@HOME@/bad.conf"),
                row("service=any").with("PGSERVICEFILE", "/nonexistent"),
                row("host=127.0.0.1 user=trusted dbname=shop")
                        .with("PGPORT", "@PORT@")
                        .with("PGTARGETSESSIONATTRS", "standby")
                        .with("PGSSLMODE", "disable"),
                row("host=127.0.0.1 port=@SILENT@").with("PGCONNECT_TIMEOUT", "2"));
    }

    static Stream<Row> tls() {
        String base = "host=localhost port=@PORT@ dbname=shop user=trusted ";
        String client =
                "host=localhost port=@PORT@ dbname=shop user=certified sslmode=require sslcert=@TLS@/client.crt ";
        return Stream.of(
                row(base + "sslmode=require"),
                row(base + "sslmode=verify-ca"),
                row(base + "sslmode=verify-ca sslrootcert=@TLS@/root.crt"),
                row(base + "sslmode=verify-full sslrootcert=@TLS@/root.crt"),
                row(base + "sslmode=verify-ca sslrootcert=@TLS@/other.crt"),
                row(base + "sslmode=verify-ca sslrootcert=@TLS@/root.crt sslcrl=@TLS@/none.crl"),
                row(base + "sslmode=verify-ca sslrootcert=@TLS@/root.crt sslcrl=@TLS@/server.crl"),
                row(base + "sslmode=verify-ca sslrootcert=@TLS@/root.crt sslcrl=/nonexistent"),
                row(base + "sslmode=require sslrootcert=@TLS@/root.crt sslcrl=@TLS@/server.crl"),
                row(base + "sslmode=require sslcert=@TLS@/other.crt sslkey=@TLS@/client.key"),
                row("host=localhost,localhost port=@PORT@,@STANDBY@ dbname=shop user=trusted sslmode=prefer"
                        + " sslrootcert=@TLS@/other.crt target_session_attrs=standby"),
                row(base + "sslmode=require sslcert=@TLS@/root.key sslkey=@TLS@/client.key"),
                row(base + "sslmode=require sslcert=@TLS@/client.crt sslkey=@TLS@/ca.key"),
                row(base + "sslmode=require sslcert=@TLS@/sec1.crt sslkey=@TLS@/client.key"),
                row(client + "sslkey=@TLS@/encrypted.key sslpassword=wrong"),
                row(base + "sslmode=require sslrootcert=@TLS@/other.crt"),
                row(base + "sslmode=prefer sslrootcert=@TLS@/other.crt"),
                row(base + "sslmode=verify-full sslrootcert=@TLS@/server.key"),
                row(base + "sslmode=verify-full sslrootcert=/nonexistent"),
                row(
                        "host=127.0.0.1 port=@PORT@ dbname=shop user=trusted sslmode=verify-full sslrootcert=@TLS@/root.crt"),
                row("host=127.0.0.1 port=@PORT@ dbname=shop user=trusted sslmode=verify-ca sslrootcert=@TLS@/root.crt"),
                row(
                        "host=db.example hostaddr=127.0.0.1 port=@PORT@ dbname=shop user=trusted sslmode=verify-full sslrootcert=@TLS@/root.crt"),
                row(
                        "host=other.example hostaddr=127.0.0.1 port=@PORT@ dbname=shop user=trusted sslmode=verify-full sslrootcert=@TLS@/root.crt"),
                row(
                        "hostaddr=127.0.0.1 port=@PORT@ dbname=shop user=trusted sslmode=verify-full sslrootcert=@TLS@/root.crt"),
                row(base + "sslmode=require ssl_min_protocol_version=TLSv1.3"),
                row(base + "sslmode=require ssl_max_protocol_version=TLSv1.2"),
                row("host=localhost port=@STANDBY@ dbname=shop user=trusted sslmode=require"),
                row("host=localhost port=@STANDBY@ dbname=shop user=trusted sslmode=prefer"),
                row("host=localhost port=@STANDBY@ dbname=shop user=tlsonly sslmode=prefer"),
                row("host=localhost port=@STANDBY@ dbname=shop user=tlsonly sslmode=allow"),
                row("host=localhost port=@PORT@ dbname=shop user=tlsonly sslmode=allow"),
                row("host=localhost port=@PORT@ dbname=shop user=tlsonly sslmode=disable"),
                row("host=localhost port=@PORT@ dbname=shop user=plainonly sslmode=prefer"),
                row("host=localhost port=@PORT@ dbname=shop user=plainonly sslmode=require"),
                row("host=localhost port=@PORT@ dbname=shop user=scram password=example channel_binding=require"),
                row(
                        "host=localhost port=@PORT@ dbname=shop user=scram password=example channel_binding=require sslmode=disable"),
                row("host=localhost port=@PORT@ dbname=shop user=trusted channel_binding=require"),
                row(
                        "host=localhost port=@PORT@ dbname=shop user=md5 password=example channel_binding=require sslmode=require"),
                row(client + "sslkey=@TLS@/client.key"),
                row(client + "sslkey=@TLS@/pkcs1.key"),
                row(client + "sslkey=@TLS@/der.key"),
                row(client + "sslkey=@TLS@/encrypted.key sslpassword=example"),
                row(client + "sslkey=@TLS@/open.key"),
                row(client + "sslkey=/nonexistent"),
                row(
                        "host=localhost port=@PORT@ dbname=shop user=certified sslmode=require sslcert=@TLS@/sec1.crt sslkey=@TLS@/sec1.key"),
                row(
                        "host=localhost port=@PORT@ dbname=shop user=certified sslmode=require sslcert=/nonexistent sslkey=@TLS@/client.key"),
                row("host=localhost port=@PORT@ dbname=shop user=certified sslmode=require"));
    }

    /** libpq would ask at the terminal. */
    @Test
    void neverAsksForThePasswordOfAKey() {
        String string = fill("host=localhost port=@PORT@ dbname=shop user=certified sslmode=require"
                + " sslcert=@TLS@/client.crt sslkey=@TLS@/encrypted.key");

        assertThat(ours(string, Map.of())).endsWith("/encrypted.key\": bad decrypt");
    }

    /** libpq tells the server's alert; Java has often written by then, and finds the connection gone. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void failsWhereTheServerDoesNotTrustOurCertificate(String version) {
        String string = fill("host=localhost port=@PORT@ dbname=shop user=trusted sslmode=require"
                + " sslcert=@TLS@/other.crt sslkey=@TLS@/other.key ssl_max_protocol_version=" + version);

        assertThat(ours(string, Map.of())).matches("refused: .*, port [0-9]+ failed: SSL .*error: .*");
    }

    @ParameterizedTest
    @MethodSource({"addresses", "refusals", "sessions", "environments", "tls"})
    void doesWhatPsqlDoes(Row row) {
        String string = fill(row.string());
        Map<String, String> environment = new TreeMap<>(Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8"));
        row.environment().forEach((variable, value) -> environment.put(variable, fill(value)));

        assertThat(ours(string, environment)).isEqualTo(psql(string, environment));
    }

    private static String ours(String string, Map<String, String> variables) {
        Connector connector = new Connector(new Environment(variables, home, System.getProperty("user.name")));
        try (Connection connection =
                        connector.connect(Conninfo.parse(string).with("fallback_application_name", "psql"));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUERY)) {
            answer.next();
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                line.append(i == 1 ? "" : "|").append(answer.getString(i));
            }
            return line.toString();
        } catch (PostgresException e) {
            return "refused: " + e.getMessage();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String psql(String string, Map<String, String> variables) {
        ProgramCall call =
                ProgramCall.of(PostgresFixture.programs().resolve("psql")).words(List.of("-X", "-w", "-At"));
        if (!string.isEmpty()) {
            call = call.words(List.of("-d", string));
        }
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            call = call.with(variable.getKey(), variable.getValue());
        }
        Answer answer = call.words(List.of("-c", QUERY)).run();
        return answer.status() == 0
                ? answer.out().strip()
                : "refused: " + answer.err().replaceFirst("^psql: error: ", "").stripTrailing();
    }

    private static String fill(String text) {
        return text.replace("@PORT@", String.valueOf(PostgresFixture.primary().port()))
                .replace("@STANDBY@", String.valueOf(PostgresFixture.standby().port()))
                .replace("@SOCKETS@", PostgresFixture.primary().sockets().toString())
                .replace(
                        "@SOCKETSURI@",
                        PostgresFixture.primary().sockets().toString().replace("/", "%2F"))
                .replace("@TLS@", PostgresFixture.tls().directory().toString())
                .replace("@SILENT@", String.valueOf(silent.port()))
                .replace("@CLOSING@", String.valueOf(silent.closingPort()))
                .replace("@STARTING@", String.valueOf(silent.startingPort()))
                .replace("@LONG@", "x".repeat(110))
                .replace("@HOME@", home.toString());
    }

    private static void write(String name, String content) throws Exception {
        Path file = Files.writeString(home.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
