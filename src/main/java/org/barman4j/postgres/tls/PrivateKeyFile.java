package org.barman4j.postgres.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A file with a private key as OpenSSL writes it: PEM or DER, PKCS #8 (also encrypted), PKCS #1 or SEC 1. */
final class PrivateKeyFile {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    PrivateKeyFile(Path file) {
        this.file = file;
    }

    PrivateKey read(String password) throws TlsRefusal {
        try {
            checkAccess();
            byte[] content = Files.readAllBytes(file);
            for (PemBlock block : PemBlock.all(content)) {
                if (block.label().endsWith("PRIVATE KEY")) {
                    return key(pkcs8(block, password));
                }
            }
            return key(content);
        } catch (IOException e) {
            throw new TlsRefusal("could not load private key file \"" + file + "\": " + e.getMessage(), e);
        } catch (TlsRefusal e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new TlsRefusal("could not load private key file \"" + file + "\": no start line", e);
        }
    }

    /** Refuses a key that does not belong to a certificate. */
    void checkFits(PrivateKey key, X509Certificate certificate) throws TlsRefusal {
        byte[] probe = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> "EdDSA";
                    });
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            if (signature.verify(signed)) {
                return;
            }
        } catch (InvalidKeyException e) {
            throw new TlsRefusal(
                    "certificate does not match private key file \"" + file + "\": no certificate assigned", e);
        } catch (GeneralSecurityException e) {
            throw new TlsRefusal("could not load private key file \"" + file + "\": key values mismatch", e);
        }
        throw new TlsRefusal("could not load private key file \"" + file + "\": key values mismatch");
    }

    private void checkAccess() throws IOException, TlsRefusal {
        if (!Files.isRegularFile(file)) {
            throw new TlsRefusal("private key file \"" + file + "\" is not a regular file");
        }
        Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
        others.removeAll(OWNER);
        if (Files.getAttribute(file, "unix:uid").equals(0)) {
            others.remove(PosixFilePermission.GROUP_READ);
        }
        if (!others.isEmpty()) {
            throw new TlsRefusal(
                    "private key file \"" + file + "\" has group or world access; file must have permissions"
                            + " u=rw (0600) or less if owned by the current user, or permissions u=rw,g=r (0640) or less if"
                            + " owned by root");
        }
    }

    private byte[] pkcs8(PemBlock block, String password) throws IOException, GeneralSecurityException {
        if (block.isEncrypted()) {
            throw new TlsRefusal("private key file \"" + file + "\" is encrypted in a form that is not supported;"
                    + " convert it with 'openssl pkcs8 -topk8'");
        }
        return switch (block.label()) {
            case "ENCRYPTED PRIVATE KEY" -> decrypted(block.content(), password);
            case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(block.content());
            case "EC PRIVATE KEY" -> Pkcs8.ofEllipticCurve(block.content());
            default -> block.content();
        };
    }

    private byte[] decrypted(byte[] content, String password) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
        String named = encrypted.getAlgName();
        // of PBES2 the parameters know the name of the whole
        String algorithm = named.startsWith("PBE") && !named.equals("PBES2")
                ? named
                : encrypted.getAlgParameters().toString();
        PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (InvalidKeyException | InvalidKeySpecException e) {
            throw new TlsRefusal("could not load private key file \"" + file + "\": bad decrypt", e);
        } finally {
            secret.clearPassword();
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        InvalidKeySpecException last = new InvalidKeySpecException("no private key");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw last;
    }
}
