package org.barman4j.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Uses what SSH and passwords of PostgreSQL need of the JVM's cryptography, so that its classes are in the archive. */
final class CryptographyTraining {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLOCK = new byte[16];

    private CryptographyTraining() {}

    static void run() throws GeneralSecurityException {
        agree("X25519", KeyPairGenerator.getInstance("X25519").generateKeyPair());
        sign("Ed25519", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        sign("SHA256withECDSA", curve.generateKeyPair());
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        sign("SHA256withRSA", rsa.generateKeyPair());
        SecretKeySpec key = new SecretKeySpec(BLOCK, "AES");
        Cipher counter = Cipher.getInstance("AES/CTR/NoPadding");
        counter.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(BLOCK));
        counter.update(BLOCK);
        Cipher authenticated = Cipher.getInstance("AES/GCM/NoPadding");
        authenticated.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        authenticated.doFinal(BLOCK);
        Cipher stream = Cipher.getInstance("ChaCha20");
        stream.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new byte[32], "ChaCha20"),
                new ChaCha20ParameterSpec(new byte[12], 1));
        stream.update(BLOCK);
        for (String name : List.of("HmacSHA1", "HmacSHA256", "HmacSHA512")) {
            Mac mac = Mac.getInstance(name);
            mac.init(key);
            mac.doFinal(TEXT);
        }
        for (String name : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
            MessageDigest.getInstance(name).digest(TEXT);
        }
    }

    private static void agree(String name, KeyPair pair) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(name);
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        agreement.generateSecret();
    }

    private static void sign(String name, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(TEXT);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(TEXT);
        signature.verify(signed);
    }
}
