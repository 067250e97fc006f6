package org.barman4j.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;
import org.barman4j.report.RefusedException;

/**
 * Makes sure that the program runs as the user that owns Barman's files.
 *
 * <p>Java can't change the user of a running process. When root calls, the same command line is started again as that
 * user, and this process passes its exit code on.
 */
final class RunningUser {
    private RunningUser() {}

    /** Returns if this is the right user; otherwise ends the program, one way or the other. */
    static void become(String user) {
        if (user.equals(System.getProperty("user.name"))) {
            return;
        }
        List<String> account = account(user);
        if (account.get(2).equals(id("-u"))) {
            return;
        }
        if (!id("-u").equals("0")) {
            throw new RefusedException(
                    "please run barman as '" + user + "' user", "For example: sudo -u " + user + " barman ...");
        }
        System.exit(runAs(user, account));
    }

    private static int runAs(String user, List<String> account) {
        List<String> argv = new ArrayList<>(
                List.of("setpriv", "--reuid", account.get(2), "--regid", account.get(3), "--init-groups", "--"));
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
            List<String> words = List.of(line.substring(0, line.length() - 1).split("\0", -1));
            argv.addAll(ThisProgram.words());
            argv.addAll(words.subList(words.indexOf(Main.class.getName()) + 1, words.size()));
            ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
            builder.environment().put("HOME", account.get(5));
            Process child = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
            return child.waitFor();
        } catch (IOException e) {
            throw new RefusedException(
                    "cannot become user '" + user + "': " + e.getMessage(),
                    "Install util-linux, or run barman as '" + user + "' yourself.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted");
        }
    }

    /** The fields of a user's entry in the password database. */
    private static List<String> account(String user) {
        CommandResult entry = new LocalHost().run(Command.of("getent", "passwd", "--", user));
        List<String> fields = List.of(entry.output().strip().split(":", -1));
        if (!entry.succeeded() || fields.size() < 6) {
            throw new RefusedException(
                    "the configured user '" + user + "' does not exists",
                    "Create it, or set barman_user in the configuration.");
        }
        return fields;
    }

    private static String id(String option) {
        return new LocalHost().run(Command.of("id", option)).output().strip();
    }
}
