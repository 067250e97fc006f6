package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keys and certificates by openssl, below one directory: {@code root.crt} that signed {@code server.crt} (for localhost
 * and db.example) and {@code client.crt} (for the role certified), {@code other.crt} that signed nothing, the key of
 * the client in several forms, and lists of revoked certificates.
 */
public record TlsFixture(Path directory) {
    static TlsFixture make(Path directory) {
        try {
            Files.createDirectory(directory);
            TlsFixture fixture = new TlsFixture(directory);
            fixture.authority("root");
            fixture.authority("other");
            fixture.signed("server", "/CN=server", "subjectAltName=DNS:localhost,DNS:db.example");
            fixture.signed("client", "/CN=certified", "keyUsage=digitalSignature");
            fixture.keyForms();
            fixture.revocations();
            return fixture;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts what a server needs into its data directory. */
    void install(Path data) throws IOException {
        for (String file : List.of("server.crt", "server.key", "root.crt")) {
            Files.copy(directory.resolve(file), data.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** The path of one of the files. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    private void authority(String name) {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt");
    }

    private void signed(String name, String subject, String extension) throws IOException {
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                subject,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        Files.writeString(file(name + ".ext"), extension);
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-days",
                "30",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".crt");
        Files.setPosixFilePermissions(file(name + ".key"), PosixFilePermissions.fromString("rw-------"));
    }

    private void keyForms() throws IOException {
        openssl("rsa", "-traditional", "-in", "client.key", "-out", "pkcs1.key");
        openssl("pkcs8", "-topk8", "-in", "client.key", "-out", "encrypted.key", "-passout", "pass:example");
        openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-in", "client.key", "-out", "der.key");
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "sec1.key");
        openssl("req", "-new", "-key", "sec1.key", "-subj", "/CN=certified", "-out", "sec1.csr");
        openssl(
                "x509",
                "-req",
                "-in",
                "sec1.csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-days",
                "30",
                "-out",
                "sec1.crt");
        Files.copy(file("client.key"), file("open.key"));
        Files.setPosixFilePermissions(file("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        for (String key : List.of("pkcs1.key", "encrypted.key", "der.key", "sec1.key")) {
            Files.setPosixFilePermissions(file(key), PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** A list that revokes nothing, and one that revokes the server's certificate. */
    private void revocations() throws IOException {
        Files.writeString(file("index"), "");
        Files.writeString(file("ca.conf"), "[ca]\ndefault_ca=a\n[a]\ndatabase=index\ndefault_md=sha256\n");
        List<String> ca = List.of("ca", "-config", "ca.conf", "-cert", "root.crt", "-keyfile", "root.key");
        openssl(with(ca, "-gencrl", "-crldays", "30", "-out", "none.crl"));
        openssl(with(ca, "-revoke", "server.crt"));
        openssl(with(ca, "-gencrl", "-crldays", "30", "-out", "server.crl"));
    }

    private static String[] with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private void openssl(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        ProgramCall.of(Path.of("/usr/bin/openssl"))
                .words(all)
                .in(directory)
                .run()
                .mustSucceed();
    }
}
