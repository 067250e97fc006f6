package org.barman4j.host.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.UnixDomainSocketFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;

/**
 * The keys to log in with, in the order of ssh: those of the agent that a file names, the others of the agent, and then
 * those that only a file has.
 */
final class SshIdentities implements IdentityRepository {
    private final SshTarget target;
    private final List<String> complaints = new ArrayList<>();
    private final List<Identity> identities = new ArrayList<>();

    private SshIdentities(SshTarget target) {
        this.target = target;
    }

    static SshIdentities load(SshTarget target) {
        SshIdentities identities = new SshIdentities(target);
        identities.load();
        return identities;
    }

    /** Why some keys can't be used. */
    List<String> complaints() {
        return complaints;
    }

    private void load() {
        List<Identity> held = agent();
        List<Identity> ofFiles = new ArrayList<>();
        for (Path path : target.identities()) {
            IdentityFiles files = new IdentityFiles(path);
            byte[] known = files.publicKey();
            Identity inAgent = find(held, known);
            if (inAgent != null) {
                identities.add(inAgent);
                held.remove(inAgent);
            } else if (files.exists()) {
                add(ofFiles, files, held);
            }
        }
        if (!target.identitiesOnly()) {
            identities.addAll(held);
        }
        identities.addAll(ofFiles);
    }

    /** Adds the key of a file, or that of the agent if they are the same, which shows only now for one without ".pub". */
    private void add(List<Identity> ofFiles, IdentityFiles files, List<Identity> held) {
        if (!files.isPrivate()) {
            complaints.add("Permissions for '" + files.path() + "' are too open: this private key will be ignored.");
            return;
        }
        try {
            Identity identity = loaded(files.path());
            Identity inAgent = find(held, identity.getPublicKeyBlob());
            if (inAgent != null) {
                identities.add(inAgent);
                held.remove(inAgent);
            } else if (identity.isEncrypted()) {
                complaints.add("Load key \"" + files.path() + "\": it needs a passphrase, and no agent holds it");
            } else {
                ofFiles.add(identity);
            }
        } catch (JSchException e) {
            complaints.add("Load key \"" + files.path() + "\": " + e.getMessage());
        }
    }

    private static Identity loaded(Path path) throws JSchException {
        JSch loader = new JSch(); // one for each key, for they share what they hold with nobody
        loader.addIdentity(path.toString());
        return loader.getIdentityRepository().getIdentities().firstElement();
    }

    private List<Identity> agent() {
        if (target.agentSocket().isEmpty()) {
            return new ArrayList<>();
        }
        try {
            SSHAgentConnector connector =
                    new SSHAgentConnector(new UnixDomainSocketFactory(), Path.of(target.agentSocket()));
            return new ArrayList<>(new AgentIdentityRepository(connector).getIdentities());
        } catch (AgentProxyException e) {
            return new ArrayList<>(); // an agent that is gone, as far as ssh is concerned
        }
    }

    private static Identity find(List<Identity> identities, byte[] publicKey) {
        for (Identity identity : identities) {
            if (publicKey.length > 0 && Arrays.equals(identity.getPublicKeyBlob(), publicKey)) {
                return identity;
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the interface wants it
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public String getName() {
        return "barman4j";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] publicKey) {
        return false;
    }

    @Override
    public void removeAll() {
        // they are not ours to remove
    }
}
