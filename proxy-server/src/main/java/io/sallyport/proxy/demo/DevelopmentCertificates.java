package io.sallyport.proxy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/// A development CA and a certificate of its for this machine, kept in a folder and made anew only when
/// they are missing or about to expire: whoever trusts the CA once need not do so again.
///
/// Whoever can read `ca.key` can impersonate any site to whoever trusts `ca.pem`: the keys are for their
/// owner alone.
public final class DevelopmentCertificates {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final InstantSource clock;

    /// @param folder made if it is not there
    public DevelopmentCertificates(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// The CA's certificate, for clients to trust.
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /// The certificate for `localhost`, `127.0.0.1` and `::1`.
    public Path chain() {
        return folder.resolve("localhost.pem");
    }

    /// The key of that certificate.
    public Path key() {
        return folder.resolve("localhost.key");
    }

    /// Makes what is missing or about to expire.
    ///
    /// @throws IOException if the folder cannot be written; the message names the file
    public void ensure() throws IOException {
        Files.createDirectories(folder);
        try {
            X509Certificate authority = read(authority());
            X509Certificate server = read(chain());
            if (authority == null || isDue(authority) || !Files.exists(authorityKey())) {
                make(CertificateIssuer.authority(clock.instant()));
            } else if (server == null
                    || isDue(server)
                    || !Files.exists(key())
                    || !isSignedBy(server, authority)) {
                make(new CertificateIssuer(authority, readKey(authorityKey())));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "'" + folder + "' holds damaged certificates or keys; remove it", e);
        }
    }

    private Path authorityKey() {
        return folder.resolve("ca.key");
    }

    private void make(CertificateIssuer issuer) throws IOException, GeneralSecurityException {
        write(authority(), "CERTIFICATE", issuer.certificate().getEncoded());
        write(authorityKey(), "PRIVATE KEY", issuer.key().getEncoded());
        KeyPair keys = CertificateIssuer.newKeys();
        X509Certificate server = issuer.server(keys.getPublic(), clock.instant());
        write(key(), "PRIVATE KEY", keys.getPrivate().getEncoded());
        write(chain(), "CERTIFICATE", server.getEncoded());
    }

    private boolean isDue(X509Certificate certificate) {
        Instant renewal = certificate.getNotAfter().toInstant().minus(RENEW_BEFORE);
        return !clock.instant().isBefore(renewal);
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static @Nullable X509Certificate read(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        try (PemReader reader =
                new PemReader(
                        new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
            PemObject block = reader.readPemObject();
            if (block == null) {
                throw new GeneralSecurityException("no key");
            }
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(block.getContent()));
        }
    }

    /// Under another name first: nobody sees half a file, nor a key with loose modes.
    private static void write(Path file, String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        if (type.equals("PRIVATE KEY") && hasModes(file)) {
            Files.createFile(unfinished, OWNER_ONLY);
        }
        Files.writeString(unfinished, text.toString());
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean hasModes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
