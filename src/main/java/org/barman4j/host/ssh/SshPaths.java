package org.barman4j.host.ssh;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File names in a configuration of ssh: a tilde for the home directory, and the most usual of the tokens. */
record SshPaths(SshEnvironment environment, String original, String host, String user, int port, List<String> doubts) {
    /** The files of the names that are understood; each other name is a doubt. */
    List<Path> expand(List<String> names) {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            try {
                files.add(expand(name));
            } catch (IllegalArgumentException e) { // with it, those that Java takes for no path
                doubts.add("file name " + name);
            }
        }
        return files;
    }

    private Path expand(String name) throws InvalidPathException {
        boolean ofHome = name.equals("~") || name.startsWith("~/");
        if ((name.startsWith("~") && !ofHome) || name.contains("${")) {
            throw new IllegalArgumentException(name);
        }
        StringBuilder text = new StringBuilder(ofHome ? environment.home().toString() : "");
        String rest = ofHome ? name.substring(1) : name;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c == '%') {
                i++;
                text.append(token(i < rest.length() ? rest.charAt(i) : ' '));
            } else {
                text.append(c);
            }
        }
        return Path.of(text.toString());
    }

    private String token(char token) {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> environment.home().toString();
            case 'h' -> host;
            case 'n' -> original;
            case 'p' -> Integer.toString(port);
            case 'r' -> user;
            case 'u' -> environment.user();
            default -> throw new IllegalArgumentException("token " + token);
        };
    }
}
