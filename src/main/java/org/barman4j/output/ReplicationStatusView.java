package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.inspect.ReplicationStatus;
import org.barman4j.postgres.live.ReplicationClient;
import org.barman4j.text.ByteSize;

/** The clients of a server, each in a paragraph or, if asked for, in a line. */
public final class ReplicationStatusView implements View<ReplicationStatus> {
    public static final ReplicationStatusView INSTANCE = new ReplicationStatusView();

    private ReplicationStatusView() {}

    @Override
    public void console(ReplicationStatus status, Console console) {
        boolean located = !status.location().isEmpty();
        if (status.minimal()) {
            console.line(status.target().capitalized()
                    + (located
                            ? " for master '" + status.server() + "' (LSN @ " + status.location() + "):"
                            : " for slave '" + status.server() + "':"));
        } else {
            console.line("Status of " + status.target().title() + " for server '" + status.server() + "':");
            if (located) {
                console.line("  Current LSN on master: " + status.location());
            }
        }
        if (status.clients().isEmpty()) {
            console.line("  " + status.none());
            return;
        }
        if (!status.minimal()) {
            console.line("  Number of " + status.target().title() + ": "
                    + status.clients().size());
        }
        int number = 1;
        for (ReplicationClient client : status.clients()) {
            if (status.minimal()) {
                console.line("  " + number + ". " + line(client));
            } else {
                paragraph(number, client, console);
            }
            number++;
        }
    }

    private static String line(ReplicationClient client) {
        String where = "@" + client.text("client_addr").orElse("socket");
        String who = client.shown("usename") + where + " S:" + client.shown("sent_lsn");
        String positions = client.isStandby()
                ? " F:" + client.shown("flush_lsn") + " R:" + client.shown("replay_lsn")
                : " W:" + client.shown("write_lsn");
        return (client.isStandby() ? initial(client) : "W") + ") " + who + positions + " P:" + client.priority()
                + " AN:" + client.shown("application_name");
    }

    private static String initial(ReplicationClient client) {
        return client.shown("sync_state").substring(0, 1).toUpperCase(Locale.ROOT);
    }

    private static void paragraph(int number, ReplicationClient client, Console console) {
        console.line("");
        console.line("  " + number + ". " + client.kind());
        console.line("     Application name: " + client.shown("application_name"));
        console.line("     Sync stage      : " + client.syncStage());
        if (client.text("client_addr").isPresent()) {
            console.line("     Communication   : TCP/IP");
            console.line("     IP Address      : " + client.shown("client_addr") + " / Port: "
                    + client.shown("client_port") + " / Host: "
                    + client.text("client_hostname").orElse("-"));
        } else {
            console.line("     Communication   : Unix domain socket");
        }
        console.line("     User name       : " + client.shown("usename"));
        console.line("     Current state   : " + client.shown("state") + " (" + client.shown("sync_state") + ")");
        client.text("slot_name").ifPresent(slot -> console.line("     Replication slot: " + slot));
        console.line("     WAL sender PID  : " + client.shown("pid"));
        console.line("     Started at      : " + client.started());
        client.text("backend_xmin").ifPresent(xmin -> console.line("     Standby's xmin  : " + xmin));
        for (String stage : ReplicationClient.STAGES) {
            client.position(stage)
                    .ifPresent(position -> console.line("     " + pad(capitalized(stage) + " LSN") + ": " + position
                            + " (diff: " + difference(client, stage) + ")"));
        }
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(0, 11 - text.length()));
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String difference(ReplicationClient client, String stage) {
        return client.difference(stage).map(ByteSize::pretty).orElse("None");
    }

    @Override
    public void json(ReplicationStatus status, JsonDocument document) {
        Map<String, Object> server = document.object(status.server());
        server.put("server_lsn", status.location().isEmpty() ? null : status.location());
        List<Object> clients = new ArrayList<>();
        for (ReplicationClient client : status.clients()) {
            clients.add(status.minimal() ? minimal(client) : full(client));
        }
        server.put(status.target().key(), clients);
        if (clients.isEmpty()) {
            server.put("standby_info", status.none());
        }
    }

    private static Map<String, Object> minimal(ReplicationClient client) {
        Map<String, Object> members = new TreeMap<>();
        members.put("user_name", client.row().get("usename"));
        members.put("client_addr", client.text("client_addr").orElse("socket"));
        members.put("sync_priority", client.row().get("sync_priority"));
        members.put("application_name", client.row().get("application_name"));
        members.put("sent_lsn", client.row().get("sent_lsn"));
        if (client.isStandby()) {
            members.put("sync_state", initial(client));
            members.put("flush_lsn", client.row().get("flush_lsn"));
            members.put("replay_lsn", client.row().get("replay_lsn"));
        } else {
            members.put("write_lsn", client.row().get("write_lsn"));
        }
        return members;
    }

    private static Map<String, Object> full(ReplicationClient client) {
        Map<String, Object> members = new TreeMap<>();
        members.put("name", client.kind());
        members.put("application_name", client.row().get("application_name"));
        members.put("sync_stage", client.syncStage());
        boolean network = client.text("client_addr").isPresent();
        members.put("communication", network ? "TCP/IP" : "Unix domain socket");
        if (network) {
            members.put("ip_address", client.row().get("client_addr"));
            members.put("port", client.row().get("client_port"));
            members.put("host", client.row().get("client_hostname"));
        }
        members.put("user_name", client.row().get("usename"));
        members.put("current_state", client.row().get("state"));
        members.put("current_sync_state", client.row().get("sync_state"));
        client.text("slot_name").ifPresent(slot -> members.put("replication_slot", slot));
        members.put("wal_sender_pid", client.row().get("pid"));
        members.put("started_at", client.started());
        client.text("backend_xmin").ifPresent(xmin -> members.put("standbys_xmin", xmin));
        for (String stage : ReplicationClient.STAGES) {
            client.position(stage).ifPresent(position -> {
                members.put(stage + "_lsn", position);
                members.put(stage + "_lsn_diff", difference(client, stage));
                members.put(stage + "_lsn_diff_bytes", client.difference(stage).orElse(null));
            });
        }
        return members;
    }
}
