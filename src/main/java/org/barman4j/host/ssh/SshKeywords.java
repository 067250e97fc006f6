package org.barman4j.host.ssh;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session makes of each keyword of ssh_config(5). */
final class SshKeywords {
    /** Those that a session obeys, and those that mean nothing to a command without a terminal. */
    private static final Set<String> FINE = Set.of(
            "addkeystoagent",
            "addressfamily",
            "challengeresponseauthentication",
            "checkhostip",
            "clearallforwardings",
            "compression",
            "connectionattempts",
            "connecttimeout",
            "controlpersist",
            "enableescapecommandline",
            "escapechar",
            "exitonforwardfailure",
            "fingerprinthash",
            "forwardx11",
            "forwardx11timeout",
            "forwardx11trusted",
            "globalknownhostsfile",
            "gssapiclientidentity",
            "gssapidelegatecredentials",
            "gssapikexalgorithms",
            "gssapirenewalforcesrekey",
            "gssapiserveridentity",
            "gssapitrustdns",
            "hashknownhosts",
            "hostkeyalias",
            "hostname",
            "identitiesonly",
            "identityagent",
            "identityfile",
            "ipqos",
            "kbdinteractiveauthentication",
            "localcommand",
            "loglevel",
            "numberofpasswordprompts",
            "passwordauthentication",
            "port",
            "serveralivecountmax",
            "serveraliveinterval",
            "stdinnull",
            "stricthostkeychecking",
            "tcpkeepalive",
            "updatehostkeys",
            "user",
            "userknownhostsfile",
            "visualhostkey",
            "xauthlocation");

    /** Those that are fine with one of these values. */
    private static final Map<String, List<String>> FINE_WITH = Map.ofEntries(
            Map.entry("batchmode", List.of("yes")),
            Map.entry("canonicalizehostname", List.of("no")),
            Map.entry("controlmaster", List.of("no")),
            Map.entry("controlpath", List.of("none")),
            Map.entry("forkafterauthentication", List.of("no")),
            Map.entry("forwardagent", List.of("no")),
            Map.entry("gssapiauthentication", List.of("no")),
            Map.entry("gssapikeyexchange", List.of("no")),
            Map.entry("hostbasedauthentication", List.of("no")),
            Map.entry("nohostauthenticationforlocalhost", List.of("no")),
            Map.entry("permitlocalcommand", List.of("no")),
            Map.entry("pkcs11provider", List.of("none")),
            Map.entry("protocol", List.of("2")),
            Map.entry("proxycommand", List.of("none")),
            Map.entry("proxyjump", List.of("none")),
            Map.entry("pubkeyauthentication", List.of("yes")),
            Map.entry("requesttty", List.of("no", "auto")),
            Map.entry("sessiontype", List.of("default")),
            Map.entry("tunnel", List.of("no")),
            Map.entry("verifyhostkeydns", List.of("no")));

    /**
     * Those that distributions set for everybody and that say what is allowed rather than what is wanted: a session keeps
     * to them as far as it knows the names. A user who sets them knows why, and gets ssh itself.
     */
    private static final Set<String> FINE_FOR_ALL = Set.of(
            "casignaturealgorithms",
            "ciphers",
            "hostbasedacceptedalgorithms",
            "hostkeyalgorithms",
            "kexalgorithms",
            "macs",
            "pubkeyacceptedalgorithms",
            "pubkeyacceptedkeytypes",
            "rekeylimit",
            "requiredrsasize",
            "rsaminsize");

    /** The variables that distributions send along. They choose the language of the other side, and ours is none. */
    private static final Set<String> LANGUAGE = Set.of("LANG", "LC_*", "COLORTERM", "NO_COLOR");

    private SshKeywords() {}

    /** Why a directive speaks against a session, if it does. */
    static Optional<String> doubt(SshDirective directive, SshEnvironment environment) {
        String keyword = directive.keyword();
        String value = directive.value().toLowerCase(Locale.ROOT);
        boolean fine = FINE.contains(keyword)
                || FINE_WITH.getOrDefault(keyword, List.of()).contains(value)
                || (FINE_FOR_ALL.contains(keyword) && directive.systemWide())
                || (keyword.equals("gssapiauthentication") && directive.systemWide() && !environment.hasTicket())
                || (keyword.equals("sendenv")
                        && (directive.systemWide() || LANGUAGE.containsAll(directive.arguments())))
                || (keyword.equals("preferredauthentications") && value.contains("publickey"));
        return fine ? Optional.empty() : Optional.of("option " + keyword + " " + directive.value());
    }
}
