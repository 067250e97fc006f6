package org.barman4j.copy;

import java.util.regex.Pattern;

/**
 * A pattern of rsync, of the kinds that are used here: with a slash at its beginning it starts at the root, with one
 * elsewhere it fits the end of a path, and without any it fits a name. A backslash counts only beside wildcards.
 */
final class RsyncPattern {
    private final Pattern pattern;
    private final boolean named;

    RsyncPattern(String text) {
        boolean rooted = text.startsWith("/");
        this.named = text.indexOf('/') < 0 && !text.contains("**");
        this.pattern =
                Pattern.compile((rooted || named ? "" : "(.*/)?") + expression(rooted ? text.substring(1) : text));
    }

    /** Whether a path below the root, without a slash at its beginning, is meant. */
    boolean fits(String path) {
        return pattern.matcher(named ? path.substring(path.lastIndexOf('/') + 1) : path)
                .matches();
    }

    private static String expression(String text) {
        boolean wild = text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
        boolean anywhere = text.startsWith("**/");
        StringBuilder out = new StringBuilder(anywhere ? "(.*/)?" : "");
        for (int i = anywhere ? 3 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' && text.startsWith("**", i)) {
                out.append(".*");
                i++;
            } else if (c == '*') {
                out.append("[^/]*");
            } else if (c == '?') {
                out.append("[^/]");
            } else if (c == '[' || c == ']' || c == '-' || Character.isLetterOrDigit(c)) {
                out.append(c);
            } else if (c == '\\' && wild && i + 1 < text.length()) {
                out.append(Pattern.quote(String.valueOf(text.charAt(++i))));
            } else {
                out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return out.toString();
    }
}
