package org.barman4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Deadline;
import org.barman4j.output.View;
import org.barman4j.report.RefusedException;

/**
 * Asks several servers at once and shows the answers in the servers' order, each as soon as its turn comes. A server
 * that does not answer within its {@code check_timeout} costs that time, while the others go on.
 */
final class SideBySide {
    private final Session session;

    SideBySide(Session session) {
        this.session = session;
    }

    /** What there is to do for one server. */
    interface Inquiry<R> {
        R run();

        /** What to show when the time is up; by default that is an error. */
        default R late(ServerConfig server, Duration limit) {
            throw new RefusedException(
                    "server '" + server.name() + "' did not answer within " + limit.toSeconds() + " seconds",
                    "Run 'barman check " + server.name() + "', or raise check_timeout.");
        }
    }

    /** Shows what each server is asked for in the same way. */
    <R> void show(List<ServerConfig> servers, Function<ServerConfig, Inquiry<R>> inquiries, View<R> view) {
        ask(servers, inquiries, answer -> session.output().show(answer, view));
    }

    <R> void ask(List<ServerConfig> servers, Function<ServerConfig, Inquiry<R>> inquiries, Consumer<R> show) {
        List<Running<R>> running = new ArrayList<>();
        for (ServerConfig server : servers) {
            running.add(new Running<>(server, inquiries.apply(server)));
        }
        running.forEach(Running::start);
        for (Running<R> each : running) {
            BarmanCommand.guard(session, () -> show.accept(each.result()));
        }
    }

    /** One inquiry on its own thread, which does not keep the program from ending. */
    private static final class Running<R> {
        private final ServerConfig server;
        private final Inquiry<R> inquiry;
        private final FutureTask<R> task;
        private Deadline deadline;

        Running(ServerConfig server, Inquiry<R> inquiry) {
            this.server = server;
            this.inquiry = inquiry;
            this.task = new FutureTask<>(inquiry::run);
        }

        void start() {
            deadline = Deadline.after(limit());
            Thread thread = new Thread(task, server.name());
            thread.setDaemon(true);
            thread.start();
        }

        private Duration limit() {
            int seconds = server.get(Options.CHECK_TIMEOUT).orElse(0);
            return seconds <= 0 ? Duration.ofDays(1000) : Duration.ofSeconds(seconds);
        }

        R result() {
            try {
                return task.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return inquiry.late(server, limit());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException("interrupted");
            }
        }
    }
}
