package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.testing.Guide;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new user does what the first page says, on two hosts, and has the rows back in the end. */
class GettingStartedIT extends ContainerTest {
    private static final Pattern WHERE = Pattern.compile("On `(database|backup)`,\\s+as `(\\w+)`");
    private static final String KEY = "cat ~/.ssh/id_ed25519.pub";
    private static final String MOMENT = "psql -XAtc 'SELECT now()'";
    private static final String COUNT = "psql -XAtc 'SELECT count(*) FROM orders'";

    private Map<String, Machine> hosts;

    @BeforeAll
    void startHosts() {
        DatabaseMachine database = machines.database("database");
        hosts = Map.of("database", database, "backup", machines.backup("backup"));
        database.shell("root", "pg_createcluster 15 main > /dev/null && pg_ctlcluster 15 main start"); // as apt does
    }

    @Test
    void thePageLeadsToARestoreThatBringsTheRowsBack() throws IOException {
        String key = "";
        String moment = "";
        String count = "";
        String host = "";
        String user = "";
        String page = Files.readString(Path.of("docs/getting-started.md"));
        for (String paragraph : Guide.paragraphs(page).toList()) {
            Matcher where = WHERE.matcher(paragraph);
            while (where.find()) {
                host = where.group(1);
                user = where.group(2);
            }
            if (!Guide.isBlock(paragraph) || paragraph.strip().startsWith("apt ")) {
                continue; // the images have the packages
            }
            String typed = Guide.withoutIndentation(paragraph);
            String said =
                    hosts.get(host).shell(user, typed.replace("THE-KEY", key).replace("THE-MOMENT", moment));
            switch (typed) {
                case KEY -> key = said;
                case MOMENT -> moment = said;
                case COUNT -> count = said;
                case "barman check main" -> assertThat(said).contains(": OK").doesNotContain("FAILED");
                default -> {}
            }
        }

        assertThat(moment).matches("\\d{4}-.*");
        assertThat(count).isEqualTo("1000");
    }
}
