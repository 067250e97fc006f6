package org.barman4j.postgres.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads files of certificates and of revoked certificates. */
final class TlsFiles {
    private TlsFiles() {}

    static boolean exists(Path file) {
        return Files.exists(file);
    }

    static List<X509Certificate> roots(Path file) throws TlsRefusal {
        try {
            List<X509Certificate> certificates = certificates(Files.readAllBytes(file));
            if (!certificates.isEmpty()) {
                return certificates;
            }
            throw new TlsRefusal("could not read root certificate file \"" + file + "\": no certificate or crl found");
        } catch (IOException e) {
            throw new TlsRefusal("could not read root certificate file \"" + file + "\": " + reason(e), e);
        } catch (TlsRefusal e) {
            throw e;
        } catch (CertificateException e) {
            throw new TlsRefusal(
                    "could not read root certificate file \"" + file + "\": no certificate or crl found", e);
        }
    }

    /** Our own certificate and those that lead to a root. */
    static List<X509Certificate> own(Path file) throws TlsRefusal {
        String failure = "could not read certificate file \"" + file + "\": ";
        try {
            List<X509Certificate> certificates = certificates(Files.readAllBytes(file));
            if (!certificates.isEmpty()) {
                return certificates;
            }
            throw new TlsRefusal(failure + "no start line");
        } catch (IOException e) {
            throw new TlsRefusal(failure + reason(e), e);
        } catch (TlsRefusal e) {
            throw e;
        } catch (CertificateException e) {
            throw new TlsRefusal(failure + "no start line", e);
        }
    }

    static List<X509CRL> revoked(TlsSettings settings) throws TlsRefusal {
        List<X509CRL> revoked = new ArrayList<>();
        try {
            if (exists(settings.revoked())) {
                addRevoked(revoked, settings.revoked());
            }
            if (!settings.revokedDirectory().isEmpty()) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(settings.revokedDirectory()))) {
                    for (Path file : files) {
                        addRevoked(revoked, file);
                    }
                }
            }
            return revoked;
        } catch (IOException | CRLException | CertificateException e) {
            throw new TlsRefusal("could not read the certificate revocation list: " + reason(e), e);
        }
    }

    private static void addRevoked(List<X509CRL> revoked, Path file)
            throws IOException, CRLException, CertificateException {
        for (PemBlock block : PemBlock.all(Files.readAllBytes(file))) {
            if (block.label().equals("X509 CRL")) {
                revoked.add((X509CRL) factory().generateCRL(new ByteArrayInputStream(block.content())));
            }
        }
    }

    private static List<X509Certificate> certificates(byte[] content) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.all(content)) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        return certificates;
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        return failure instanceof AccessDeniedException ? "Permission denied" : failure.getMessage();
    }
}
