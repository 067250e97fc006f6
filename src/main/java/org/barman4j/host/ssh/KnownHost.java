package org.barman4j.host.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a file of known hosts.
 *
 * @param marker {@code @revoked}, {@code @cert-authority}, or nothing
 * @param names patterns separated by commas, or one name as a hash
 * @param place file and line, for messages
 */
record KnownHost(String marker, String names, String type, String key, String place) {
    private static final String HASHED = "|1|";
    private static final int SALT = 20;

    /** Reads a line, or nothing for a comment and whatever is no entry. */
    static Optional<KnownHost> parse(String line, String place) {
        StringTokenizer fields = new StringTokenizer(line, " \t\r");
        String marker = "";
        if (line.startsWith("@") && fields.hasMoreTokens()) {
            marker = fields.nextToken();
        }
        if (line.stripLeading().startsWith("#") || fields.countTokens() < 3) {
            return Optional.empty();
        }
        return Optional.of(new KnownHost(marker, fields.nextToken(), fields.nextToken(), fields.nextToken(), place));
    }

    /** The line for a key that has just become known, with its line end. */
    static String line(String name, boolean hashed, String type, String key) {
        return (hashed ? hash(name) : name) + " " + type + " " + key + "\n";
    }

    boolean isRevoked() {
        return marker.equals("@revoked");
    }

    boolean isAuthority() {
        return marker.equals("@cert-authority");
    }

    boolean matches(String name) {
        if (!names.startsWith("|")) {
            return HostPatterns.match(List.of(names.split(",", -1)), name);
        }
        String[] parts = names.split("\\|", -1); // nothing, version, salt, hash
        if (parts.length != 4 || !names.startsWith(HASHED)) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            return MessageDigest.isEqual(hash, hmac(salt, name));
        } catch (IllegalArgumentException damaged) {
            return false;
        }
    }

    private static String hash(String name) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder();
        return HASHED + encoder.encodeToString(salt) + "|" + encoder.encodeToString(hmac(salt, name));
    }

    private static byte[] hmac(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt.length == 0 ? new byte[1] : Arrays.copyOf(salt, salt.length), "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }
}
