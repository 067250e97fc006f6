package org.barman4j.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Deadline;
import org.barman4j.host.Host;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;

/** Finds the processes of one server by the locks that they hold, whichever Barman started them. */
public final class ProcessService {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String server;
    private final Locks locks;
    private final Host host;
    private final Notices notices;

    public ProcessService(String server, Locks locks, Host host, Notices notices) {
        this.server = server;
        this.locks = locks;
        this.host = host;
        this.notices = notices;
    }

    public ProcessList list() {
        List<BarmanProcess> processes = new ArrayList<>();
        for (String name : locks.fileNames(server + "-")) {
            Optional<BarmanTask> task = task(name);
            if (task.isPresent()) {
                OptionalLong pid = locks.owner(new LockName(name));
                if (pid.isPresent()) {
                    processes.add(new BarmanProcess(pid.getAsLong(), task.get().label()));
                }
            }
        }
        return new ProcessList(server, List.copyOf(processes));
    }

    /** Ends the process that works on a task; it is an error if there is none. */
    public void terminate(String task) {
        if (!stop(task)) {
            notices.error("Termination of " + task + " failed: no such process for server " + server);
        }
    }

    /** Ends the process that works on a task, if there is one. */
    public void terminateIfRunning(String task) {
        stop(task);
    }

    private boolean stop(String task) {
        for (BarmanProcess process : list().processes()) {
            if (process.task().equals(task)) {
                String name = task + "(" + process.pid() + ")";
                if (interrupt(process.pid())) {
                    notices.info("Stopped process " + name);
                } else {
                    notices.error("Cannot terminate process " + name);
                }
                return true;
            }
        }
        return false;
    }

    /**
     * Sends the signal of Ctrl-C, upon which a Barman tidies up, and waits for the process to end. A process that was
     * started in the background of a script ignores that signal; then it is asked with the one that is never ignored.
     */
    private boolean interrupt(long pid) {
        for (String signal : List.of("-INT", "-TERM")) {
            CommandResult sent = host.run(Command.of("kill", signal, Long.toString(pid)));
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isEmpty() || (sent.succeeded() && ends(process.get()))) {
                return true;
            }
            if (!sent.succeeded()) {
                notices.error(sent.complaints().strip());
                return false;
            }
        }
        return false;
    }

    private static boolean ends(ProcessHandle process) {
        Deadline deadline = Deadline.after(PATIENCE);
        while (isRunning(process) && !deadline.passed()) {
            pause();
        }
        return !isRunning(process);
    }

    /** In a container without an init, a process that has ended keeps its id, since nobody asks how it ended. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && !status.startsWith(") Z", status.lastIndexOf(')'));
        } catch (IOException gone) {
            return process.isAlive();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<BarmanTask> task(String lockName) {
        for (BarmanTask task : BarmanTask.values()) {
            if (task.locks(server, lockName)) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }
}
