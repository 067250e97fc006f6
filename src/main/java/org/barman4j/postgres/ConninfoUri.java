package org.barman4j.postgres;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barman4j.text.Redaction;

/** Reads a connection URI: {@code postgresql://user:password@host:port,host:port/database?keyword=value}. */
final class ConninfoUri {
    private static final String[] SCHEMES = {"postgresql://", "postgres://"};

    private final String uri;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private int at;

    private ConninfoUri(String uri, int start) {
        this.uri = uri;
        this.at = start;
    }

    static boolean isUri(String text) {
        return schemeEnd(text) > 0;
    }

    static Map<String, String> read(String text) {
        ConninfoUri reader = new ConninfoUri(text, schemeEnd(text));
        reader.readUserInfo();
        reader.readHosts();
        reader.readDatabase();
        reader.readQuery();
        return reader.parameters;
    }

    private static int schemeEnd(String text) {
        for (String scheme : SCHEMES) {
            if (text.startsWith(scheme)) {
                return scheme.length();
            }
        }
        return -1;
    }

    private void readUserInfo() {
        int end = endBefore("@/", at);
        if (!isAt(end, '@')) {
            return;
        }
        int colon = endBefore(":@", at);
        store("user", uri.substring(at, colon));
        if (colon < end) {
            store("password", uri.substring(colon + 1, end));
        }
        at = end + 1;
    }

    private void readHosts() {
        StringBuilder hosts = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        while (true) {
            hosts.append(isAt(at, '[') ? bracketedHost() : upTo(":/?,"));
            if (isAt(at, ':')) {
                at++;
                ports.append(upTo("/?,"));
            }
            if (!isAt(at, ',')) {
                break;
            }
            at++;
            hosts.append(',');
            ports.append(',');
        }
        store("host", hosts.toString());
        store("port", ports.toString());
    }

    private String bracketedHost() {
        int end = uri.indexOf(']', at);
        if (end < 0) {
            throw refusal("end of string reached when looking for matching \"]\" in IPv6 host address in URI");
        }
        String host = uri.substring(at + 1, end);
        if (host.isEmpty()) {
            throw refusal("IPv6 host address may not be empty in URI");
        }
        at = end + 1;
        if (at < uri.length() && ":/?,".indexOf(uri.charAt(at)) < 0) {
            int position = uri.substring(0, at).getBytes(StandardCharsets.UTF_8).length + 1;
            throw refusal("unexpected character \"" + uri.charAt(at) + "\" at position " + position
                    + " in URI (expected \":\" or \"/\")");
        }
        return host;
    }

    private void readDatabase() {
        if (isAt(at, '/')) {
            at++;
            store("dbname", upTo("?"));
        }
    }

    private void readQuery() {
        at++; // the question mark, if there is anything left
        while (at < uri.length()) {
            readParameter(upTo("&"));
            at++;
        }
    }

    private void readParameter(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw PostgresException.of("missing key/value separator \"=\" in URI query parameter: \"" + text + "\"");
        }
        String name = text.substring(0, equals);
        if (text.indexOf('=', equals + 1) >= 0) {
            throw PostgresException.of("extra key/value separator \"=\" in URI query parameter: \"" + name + "\"");
        }
        String keyword = PercentDecoder.decode(name);
        String value = PercentDecoder.decode(text.substring(equals + 1));
        if (keyword.equals("ssl") && value.equals("true")) { // as JDBC has it
            parameters.put("sslmode", "require");
        } else if (keyword.equals("requiressl")) {
            parameters.put("sslmode", value.startsWith("1") ? "require" : "prefer");
        } else if (Keyword.isKnown(keyword)) {
            parameters.put(keyword, value);
        } else {
            throw PostgresException.of("invalid URI query parameter: \"" + keyword + "\"");
        }
    }

    private void store(String keyword, String encoded) {
        if (!encoded.isEmpty()) {
            parameters.put(keyword, PercentDecoder.decode(encoded));
        }
    }

    private String upTo(String delimiters) {
        int start = at;
        at = endBefore(delimiters, at);
        return uri.substring(start, at);
    }

    private int endBefore(String delimiters, int start) {
        int end = start;
        while (end < uri.length() && delimiters.indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private boolean isAt(int position, char expected) {
        return position < uri.length() && uri.charAt(position) == expected;
    }

    private PostgresException refusal(String reason) {
        return PostgresException.of(reason + ": \"" + Redaction.passwords(uri) + "\"");
    }
}
