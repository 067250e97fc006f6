package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringTokenizer;
import org.barman4j.io.SmallFile;

/** A private key's file with the public key beside it, either of which may be missing. */
record IdentityFiles(Path path) {
    private static final int LIMIT = 1 << 20;
    private static final byte[] NONE = {};
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** Whether there is a private key. */
    boolean exists() {
        return Files.isRegularFile(path) && publicKeyIn(path).length == 0;
    }

    /** Whether nobody but the owner may touch the private key; ssh takes no other from files of its user. */
    boolean isPrivate() {
        try {
            boolean ours =
                    Files.getAttribute(path, "unix:uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            return !ours || OWNER.containsAll(Files.getPosixFilePermissions(path));
        } catch (IOException | UnsupportedOperationException e) {
            return true; // reading it will tell
        }
    }

    /** The public key, as the agent would show it, or nothing if no file has it. */
    byte[] publicKey() {
        byte[] beside = publicKeyIn(path.resolveSibling(path.getFileName() + ".pub"));
        return beside.length > 0 ? beside : publicKeyIn(path);
    }

    private static byte[] publicKeyIn(Path file) {
        try {
            String text = new String(SmallFile.bytes(file, LIMIT), StandardCharsets.ISO_8859_1);
            StringTokenizer fields = new StringTokenizer(text, " \t\r\n");
            if (fields.countTokens() < 2 || text.startsWith("-")) {
                return NONE;
            }
            fields.nextToken();
            return Base64.getDecoder().decode(fields.nextToken());
        } catch (IOException | IllegalArgumentException e) {
            return NONE;
        }
    }
}
