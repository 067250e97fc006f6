package org.barman4j.host.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on an open connection.
 *
 * <p>The thread of the connection writes both streams into memory, so that neither can block the other or the commands
 * beside this one.
 */
final class SshChannel {
    private static final Logger log = LoggerFactory.getLogger(SshChannel.class);
    private static final int SIGNALLED = 128;

    /** The numbers that signals have nearly everywhere; the protocol has names only. */
    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    private final ChannelExec channel;
    private final SshTarget target;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Complaints complaints = new Complaints();

    SshChannel(ChannelExec channel, SshTarget target) {
        this.channel = channel;
        this.target = target;
    }

    /** Runs a text in the shell over there and waits for its end. */
    CommandResult run(String text, Deadline deadline) throws SshFailure, InterruptedException, TooSlowException {
        channel.setCommand(text.getBytes(StandardCharsets.UTF_8));
        channel.setInputStream(InputStream.nullInputStream());
        channel.setOutputStream(output);
        channel.setErrStream(complaints);
        try {
            channel.connect();
            if (!complaints.ended.await(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                terminate();
                throw new TooSlowException();
            }
        } catch (JSchException e) {
            if (String.valueOf(e.getMessage()).startsWith("channel is not opened")) {
                throw new NoChannel(e);
            }
            throw new SshFailure(SshFailureText.closed(target), e);
        } finally {
            channel.disconnect();
        }
        return result();
    }

    private void terminate() {
        try {
            channel.sendSignal("TERM");
        } catch (Exception e) { // it says no more
            log.debug("could not ask a command to end", e);
        }
    }

    private CommandResult result() throws SshFailure {
        int status = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (status < 0 && signal != null) {
            status = SIGNALLED + SIGNALS.getOrDefault(signal, 0);
        }
        String complained = complaints.toString(StandardCharsets.UTF_8);
        if (status < 0) {
            throw new SshFailure(complained + SshFailureText.closed(target), null);
        }
        return new CommandResult(status, output.toString(StandardCharsets.UTF_8), complained);
    }

    /** The server lets no further command run for the moment; this one was not sent. */
    static final class NoChannel extends SshFailure {
        NoChannel(JSchException cause) {
            super("channel 0: open failed: the server allows no more sessions on one connection", cause);
        }
    }

    /** The command did not end in time. */
    static final class TooSlowException extends Exception {}

    /** The last stream of a channel to be closed, which happens when everything has arrived. */
    private static final class Complaints extends ByteArrayOutputStream {
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void close() {
            ended.countDown();
        }
    }
}
