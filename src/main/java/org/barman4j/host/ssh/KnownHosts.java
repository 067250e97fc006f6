package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.SmallFile;

/** The keys of hosts that are known, out of several files as sshd(8) describes them. Files that can't be read have none. */
record KnownHosts(List<KnownHost> entries) {
    private static final int LIMIT = 64 << 20;
    private static final int SSH_PORT = 22;

    KnownHosts {
        entries = List.copyOf(entries);
    }

    static KnownHosts read(List<Path> user, List<Path> global) {
        List<KnownHost> entries = new ArrayList<>();
        for (Path file : user) {
            addAll(entries, file);
        }
        for (Path file : global) {
            addAll(entries, file);
        }
        return new KnownHosts(entries);
    }

    /** How a host with its port is called in the files. */
    static String name(String host, int port) {
        return port == SSH_PORT ? host : "[" + host + "]:" + port;
    }

    /** The entries for a name as the files write it, host keys and revoked ones. */
    List<KnownHost> of(String name) {
        List<KnownHost> found = new ArrayList<>();
        for (KnownHost entry : entries) {
            if (!entry.isAuthority() && entry.matches(name)) {
                found.add(entry);
            }
        }
        return found;
    }

    /** What the files say about a key that a host has shown. */
    Verdict check(String name, String type, String key) {
        Verdict verdict = Verdict.UNKNOWN;
        for (KnownHost entry : of(name)) {
            boolean same = entry.key().equals(key);
            if (same && entry.isRevoked()) {
                return Verdict.REVOKED;
            }
            if (same) {
                verdict = Verdict.KNOWN;
            } else if (verdict == Verdict.UNKNOWN && entry.type().equals(type) && !entry.isRevoked()) {
                verdict = Verdict.CHANGED;
            }
        }
        return verdict;
    }

    boolean hasAuthority(String host, int port) {
        for (KnownHost entry : entries) {
            if (entry.isAuthority() && (entry.matches(host) || entry.matches(name(host, port)))) {
                return true;
            }
        }
        return false;
    }

    private static void addAll(List<KnownHost> entries, Path file) {
        try {
            String text = new String(SmallFile.bytes(file, LIMIT), StandardCharsets.ISO_8859_1);
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                KnownHost.parse(line, file + ":" + number).ifPresent(entries::add);
            }
        } catch (IOException absent) {
            // no file, no known hosts
        }
    }

    /** What is known of a key. */
    enum Verdict {
        KNOWN,
        UNKNOWN,
        /** The host is known with another key of the same type. */
        CHANGED,
        REVOKED
    }
}
