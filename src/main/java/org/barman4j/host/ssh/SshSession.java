package org.barman4j.host.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserInfo;
import java.time.Duration;
import org.barman4j.host.Deadline;
import org.barman4j.io.Disk;

/** An open connection. Its threads are daemons, so that it never keeps the program from ending. */
final class SshSession {
    private final SshTarget target;
    private final Session session;

    private SshSession(SshTarget target, Session session) {
        this.target = target;
        this.session = session;
    }

    /** Connects and logs in. The deadline bounds it, and so does the timeout of the target. */
    static SshSession open(SshTarget target, Disk disk, Deadline deadline) throws SshFailure {
        SshSockets sockets = new SshSockets(target, deadline);
        SshHostKeys hostKeys = new SshHostKeys(target, disk);
        SshIdentities identities = SshIdentities.load(target);
        try {
            Session session = new JSch().getSession(target.user(), target.host(), target.port());
            session.setDaemonThread(true);
            session.setSocketFactory(sockets);
            session.setHostKeyRepository(hostKeys);
            session.setIdentityRepository(identities);
            session.setUserInfo(new SilentUser());
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("StrictHostKeyChecking", "yes"); // our repository decides
            if (!target.keyName().equals(target.host())) {
                session.setHostKeyAlias(target.keyName());
            }
            if (target.compression()) {
                session.setConfig("compression.c2s", "zlib@openssh.com,none");
                session.setConfig("compression.s2c", "zlib@openssh.com,none");
            }
            session.setServerAliveInterval((int) target.aliveInterval().toMillis());
            session.setServerAliveCountMax(target.aliveCount());
            SshAlgorithms.restrict(session, target.algorithms());
            session.connect(timeout(target.connectTimeout(), deadline));
            return new SshSession(target, session);
        } catch (JSchException | RuntimeException e) { // a server that breaks the protocol may cause any of them
            String reason = sockets.failure()
                    .or(hostKeys::failure)
                    .orElseGet(() -> SshFailureText.of(e, target, identities.complaints()));
            throw new SshFailure(reason, e);
        }
    }

    boolean isOpen() {
        return session.isConnected();
    }

    /** A channel for one command. */
    SshChannel openChannel() throws SshFailure {
        try {
            if (session.openChannel("exec") instanceof ChannelExec channel) {
                return new SshChannel(channel, target);
            }
            throw new SshFailure(SshFailureText.closed(target), null);
        } catch (JSchException e) {
            throw new SshFailure(SshFailureText.closed(target), e);
        }
    }

    void close() {
        session.disconnect();
    }

    /** What is left, in milliseconds; 0 stands for no limit. */
    static int timeout(Duration limit, Deadline deadline) {
        long millis = limit.isZero() ? Integer.MAX_VALUE : limit.toMillis();
        long least = Math.min(millis, Math.max(1, deadline.remainingMillis()));
        return least >= Integer.MAX_VALUE ? 0 : (int) least;
    }

    /** Nobody is asked anything, and what the other side wants to show before the log-in is nobody's concern. */
    private static final class SilentUser implements UserInfo {
        @Override
        public String getPassphrase() {
            return null;
        }

        @Override
        public String getPassword() {
            return null;
        }

        @Override
        public boolean promptPassword(String message) {
            return false;
        }

        @Override
        public boolean promptPassphrase(String message) {
            return false;
        }

        @Override
        public boolean promptYesNo(String message) {
            return false;
        }

        @Override
        public void showMessage(String message) {
            // a banner
        }
    }
}
