package org.barman4j.postgres;

/** The numbers of a connection string. */
final class Numbers {
    private Numbers() {}

    /** A number; 0 if it is missing or none. */
    static int orZero(Conninfo conninfo, String keyword) {
        try {
            return optional(conninfo, keyword);
        } catch (ConnectionFailure e) {
            return 0;
        }
    }

    /** A number that may be missing, which is 0; {@code ConnectionFailure} if it is none. */
    static int optional(Conninfo conninfo, String keyword) {
        String text = conninfo.text(keyword);
        return text.isEmpty() ? 0 : parse(keyword, text);
    }

    static int parse(String keyword, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new ConnectionFailure(
                    "invalid integer value \"" + text + "\" for connection option \"" + keyword + "\"");
        }
    }
}
