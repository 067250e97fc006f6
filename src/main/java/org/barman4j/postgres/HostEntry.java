package org.barman4j.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.postgres.endpoint.Endpoint;
import org.barman4j.postgres.endpoint.Keepalives;
import org.barman4j.postgres.endpoint.LocalEndpoint;
import org.barman4j.postgres.endpoint.TcpEndpoint;

/**
 * One of the hosts of a connection string.
 *
 * @param host a name, an address or the directory of a socket; may be empty where an address is given
 * @param address the address to connect to rather than asking for that of the host; empty for none
 * @param port as it stands in the string
 */
record HostEntry(String host, String address, String port) {
    /** Debian's, whose packages are what PostgreSQL is mostly installed from. */
    private static final String SOCKET_DIRECTORY = "/var/run/postgresql";

    private static final int LAST_PORT = 65535;

    /** The hosts of a complete connection string, in its order. */
    static List<HostEntry> all(Conninfo conninfo) {
        List<String> addresses = split(conninfo.text("hostaddr"));
        List<String> names = split(conninfo.text("host"));
        List<String> ports = split(conninfo.text("port"));
        int count = Math.max(1, addresses.isEmpty() ? names.size() : addresses.size());
        if (!names.isEmpty() && names.size() != count) {
            throw PostgresException.of(
                    "could not match " + names.size() + " host names to " + count + " hostaddr values");
        }
        if (ports.size() > 1 && ports.size() != count) {
            throw PostgresException.of("could not match " + ports.size() + " port numbers to " + count + " hosts");
        }
        List<HostEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String address = addresses.isEmpty() ? "" : addresses.get(i);
            String host = names.isEmpty() ? "" : names.get(i);
            String port = ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : i);
            entries.add(new HostEntry(
                    host.isEmpty() && address.isEmpty() ? SOCKET_DIRECTORY : host,
                    address,
                    port.isEmpty() ? "5432" : port));
        }
        return entries;
    }

    private static List<String> split(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }

    boolean isLocal() {
        return address.isEmpty() && (host.startsWith("/") || host.startsWith("@"));
    }

    /** The name to look for in a file of passwords. */
    String passwordKey() {
        if (host.equals(SOCKET_DIRECTORY)) {
            return "localhost";
        }
        return host.isEmpty() ? address : host;
    }

    private int portNumber() {
        int number = Numbers.parse("port", port);
        if (number < 1 || number > LAST_PORT) {
            throw new ConnectionFailure("invalid port number: \"" + port + "\"");
        }
        return number;
    }

    /** Every place where this host may listen; {@code ConnectionFailure} if there is none. */
    List<Endpoint> endpoints(Keepalives keepalives) {
        int number = portNumber();
        if (isLocal()) {
            LocalEndpoint local = new LocalEndpoint(host, number);
            if (local.path().length() > LocalEndpoint.LONGEST_PATH) {
                throw new ConnectionFailure("Unix-domain socket path \"" + local.path() + "\" is too long (maximum "
                        + LocalEndpoint.LONGEST_PATH + " bytes)");
            }
            return List.of(local);
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (InetAddress each : resolve()) {
            endpoints.add(new TcpEndpoint(address.isEmpty() ? host : address, each, number, keepalives));
        }
        return endpoints;
    }

    private InetAddress[] resolve() {
        try {
            if (address.isEmpty()) {
                return InetAddress.getAllByName(host);
            }
            if (!isNumeric(address)) {
                throw new UnknownHostException(address);
            }
            return new InetAddress[] {InetAddress.getByName(address)};
        } catch (UnknownHostException e) {
            String what = address.isEmpty()
                    ? "could not translate host name \"" + host + "\" to address: "
                    : "could not parse network address \"" + address + "\": ";
            throw new ConnectionFailure(what + reason(e));
        }
    }

    private static boolean isNumeric(String address) {
        return address.indexOf(':') >= 0 || address.matches("[0-9.]+");
    }

    /** Java writes the reason of the resolver behind the name, but not when it remembers a failure. */
    private static String reason(UnknownHostException failure) {
        String message = String.valueOf(failure.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? "" : message.substring(colon + 2);
        return reason.isEmpty() || reason.startsWith("invalid") ? "Name or service not known" : reason;
    }
}
