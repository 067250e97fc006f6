package org.barman4j.config;

/**
 * Which servers a command accepts.
 *
 * @param skipInactive whether an inactive server is passed over with a notice
 * @param refuseDisabled whether a disabled server is an error
 */
public record ServerPolicy(boolean skipInactive, boolean refuseDisabled) {
    /** For commands that only look: every server will do. */
    public static final ServerPolicy ANY = new ServerPolicy(false, false);

    /** For commands that pass over those out of service. */
    public static final ServerPolicy PASSING_OVER = new ServerPolicy(true, false);

    /** For commands that work on a server. */
    public static final ServerPolicy USABLE = new ServerPolicy(true, true);

    /** For commands that still make sense for a server out of service. */
    public static final ServerPolicy CONFIGURED = new ServerPolicy(false, true);
}
