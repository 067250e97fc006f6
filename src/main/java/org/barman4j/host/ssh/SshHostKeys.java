package org.barman4j.host.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.barman4j.host.ssh.SshTarget.HostKeyPolicy;
import org.barman4j.io.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about the key that a host has shown and proven to own, by the policy of the target. */
final class SshHostKeys implements HostKeyRepository {
    private static final Logger log = LoggerFactory.getLogger(SshHostKeys.class);
    private static final HostKey[] NONE = {};

    private final SshTarget target;
    private final Disk disk;
    private final KnownHosts known;
    private String failure = "";

    SshHostKeys(SshTarget target, Disk disk) {
        this.target = target;
        this.disk = disk;
        this.known = KnownHosts.read(target.knownHosts(), target.globalKnownHosts());
    }

    /** Why the key was refused, as OpenSSH would say it. */
    Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    @Override
    public int check(String name, byte[] blob) {
        String type = type(blob);
        String key = Base64.getEncoder().encodeToString(blob);
        return switch (known.check(name, type, key)) {
            case KNOWN -> OK;
            case REVOKED -> refuse("The " + type + " host key for " + name + " is marked as revoked.", CHANGED);
            case CHANGED -> target.policy() == HostKeyPolicy.ANY ? OK : refuse(changed(name, type), CHANGED);
            case UNKNOWN -> unknown(name, type, key);
        };
    }

    private int unknown(String name, String type, String key) {
        if (!name.equals(target.keyName()) && known.check(target.keyName(), type, key) == KnownHosts.Verdict.KNOWN) {
            return OK; // known without its port
        }
        if (target.policy() == HostKeyPolicy.STRICT) {
            return refuse("No " + type + " host key is known for " + name + " and nobody can be asked.", NOT_INCLUDED);
        }
        note(name, type, key);
        return OK;
    }

    private int refuse(String reason, int verdict) {
        failure = reason + "\nHost key verification failed.";
        return verdict;
    }

    private String changed(String name, String type) {
        StringBuilder text = new StringBuilder("WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\n");
        for (KnownHost entry : known.of(name)) {
            if (entry.type().equals(type)) {
                text.append("Offending ")
                        .append(type)
                        .append(" key in ")
                        .append(entry.place())
                        .append('\n');
            }
        }
        return text + "Host key for " + name + " has changed and you have requested strict checking.";
    }

    /** Like ssh, goes on when a key can't be noted. */
    private void note(String name, String type, String key) {
        if (target.knownHosts().isEmpty()) {
            return;
        }
        try {
            new KnownHostsFile(target.knownHosts().get(0), disk)
                    .add(KnownHost.line(name, target.hashNames(), type, key));
            log.info("Permanently added '{}' ({}) to the list of known hosts.", name, type);
        } catch (IOException e) {
            log.warn("Failed to add the host to the list of known hosts ({}): {}", target.knownHosts(), e.toString());
        }
    }

    /** A key begins with the length of its type's name, and the name. */
    private static String type(byte[] blob) {
        int length = ByteBuffer.wrap(blob).getInt();
        return new String(blob, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }

    /** The keys of a host that are known; their types are asked for first. */
    @Override
    public HostKey[] getHostKey(String name, String type) {
        List<HostKey> keys = new ArrayList<>();
        for (KnownHost entry : name == null ? List.<KnownHost>of() : known.of(name)) {
            if (!entry.isRevoked() && (type == null || type.equals(entry.type()))) {
                try {
                    keys.add(new HostKey(name, Base64.getDecoder().decode(entry.key())));
                } catch (JSchException | IllegalArgumentException damaged) {
                    log.debug("{} has no readable key", entry.place());
                }
            }
        }
        return keys.toArray(NONE);
    }

    @Override
    public HostKey[] getHostKey() {
        return NONE;
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return target.knownHosts().toString();
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("keys are added when they are checked");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("keys are never removed");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("keys are never removed");
    }
}
