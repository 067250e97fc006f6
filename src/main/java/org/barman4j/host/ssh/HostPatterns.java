package org.barman4j.host.ssh;

import java.util.List;
import java.util.Locale;

/** Patterns for host names as in ssh_config(5) and sshd(8): {@code *} and {@code ?}, and {@code !} for an exception. */
final class HostPatterns {
    private HostPatterns() {}

    /** Whether one of the patterns matches, and no exception does. */
    static boolean match(List<String> patterns, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean found = false;
        for (String pattern : patterns) {
            String lower = pattern.toLowerCase(Locale.ROOT);
            if (lower.startsWith("!")) {
                if (matches(lower.substring(1), name)) {
                    return false;
                }
            } else {
                found |= matches(lower, name);
            }
        }
        return found;
    }

    /** Goes along both texts, and back to the last star where they differ. */
    private static boolean matches(String pattern, String name) {
        int star = -1;
        int restart = 0;
        int p = 0;
        int n = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                restart = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++restart;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
