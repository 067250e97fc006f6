package org.barman4j.backup.method;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.barman4j.postgres.live.PostgresSession;

/** Lets a thread that waits for PostgreSQL be interrupted, which the driver does not know: PostgreSQL is asked to give up. */
final class Cancellation {
    private static final long POLL_MILLIS = 50;

    private final PostgresSession session;

    private Cancellation(PostgresSession session) {
        this.session = session;
    }

    static Cancellation of(PostgresSession session) {
        return new Cancellation(session);
    }

    /** Asks a question that may take long. */
    <T> T during(Supplier<T> question) throws InterruptedException {
        Answer<T> answer = new Answer<>(question);
        Thread thread = new Thread(answer, "postgres");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            while (thread.isAlive()) {
                session.cancel();
                TimeUnit.MILLISECONDS.timedJoin(thread, POLL_MILLIS);
            }
            throw e;
        }
        return answer.get();
    }

    /** What comes back. */
    private static final class Answer<T> implements Runnable {
        private final Supplier<T> question;
        private T value;
        private RuntimeException failure;

        Answer(Supplier<T> question) {
            this.question = question;
        }

        @Override
        public void run() {
            try {
                value = question.get();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        T get() {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
