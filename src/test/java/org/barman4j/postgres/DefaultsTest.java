package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services, the environment and what is built in. */
class DefaultsTest {
    @TempDir
    Path home;

    @Test
    void takesTheUserOfTheSystemAndADatabaseOfThatName() {
        assertThat(complete("", Map.of()).asMap())
                .containsEntry("user", "backup")
                .containsEntry("dbname", "backup")
                .containsEntry("port", "5432")
                .containsEntry("sslmode", "prefer")
                .doesNotContainKeys("password", "host");
    }

    @Test
    void theStringCountsMoreThanTheEnvironmentEvenWhereItIsEmpty() {
        Conninfo conninfo = complete("host='' user=me", Map.of("PGHOST", "pg", "PGUSER", "other", "PGPORT", "7"));

        assertThat(conninfo.asMap())
                .containsEntry("host", "")
                .containsEntry("user", "me")
                .containsEntry("dbname", "me")
                .containsEntry("port", "7");
    }

    @Test
    void readsEveryVariable() {
        for (Keyword keyword : Keyword.ALL) {
            if (!keyword.variable().isEmpty() && !keyword.name().equals("service")) {
                assertThat(complete("", Map.of(keyword.variable(), "value")).get(keyword.name()))
                        .contains("value");
            }
        }
    }

    @Test
    void aServiceCountsLessThanTheStringAndMoreThanTheEnvironment() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"), "# mine\n[a]\nuser=x\n\n [b]\r\nuser=y\nhost = z\n[b]\nport=1\n");

        assertThatThrownBy(() -> complete("service=b", Map.of()))
                .hasMessage("syntax error in service file \"" + home.resolve(".pg_service.conf") + "\", line 7");
        Files.writeString(
                home.resolve(".pg_service.conf"), "[a]\nuser=x\n[b]\nuser=y\nuser=again\nhost= z\n[b]\nport=1\n");
        assertThat(complete("service=b host=own", Map.of("PGUSER", "env")).asMap())
                .containsEntry("user", "y")
                .containsEntry("host", "own")
                .containsEntry("port", "5432");
        assertThat(complete("", Map.of("PGSERVICE", "b")).get("host")).contains(" z");
    }

    @Test
    void looksForAServiceInTheFileOfTheHostLast() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "[a]\nuser=x\n");
        Path system = Files.createDirectory(home.resolve("etc"));
        Files.writeString(system.resolve("pg_service.conf"), "[a]\nuser=shared\n[b]\nuser=shared\n");
        Map<String, String> environment = Map.of("PGSYSCONFDIR", system.toString());

        assertThat(complete("service=a", environment).get("user")).contains("x");
        assertThat(complete("service=b", environment).get("user")).contains("shared");
        assertThatThrownBy(() -> complete("service=c", environment))
                .hasMessage("definition of service \"c\" not found");
    }

    @Test
    void theCertificatesOfTheSystemAreOfUseOnlyWithAFullCheck() {
        assertThat(complete("sslrootcert=system", Map.of()).get("sslmode")).contains("verify-full");
    }

    private Conninfo complete(String string, Map<String, String> variables) {
        return new Defaults(new Environment(variables, home, "backup")).complete(Conninfo.parse(string));
    }
}
