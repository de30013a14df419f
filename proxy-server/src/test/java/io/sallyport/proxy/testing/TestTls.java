package io.sallyport.proxy.testing;

import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost`, and clients that trust it.
public final class TestTls {
    public static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Instant NOW = Instant.now();
    private static final TestCertificates.Held AUTHORITY =
            TestCertificates.selfSigned(
                    lasting(TestCertificates.Wanted.authority("Test CA")),
                    TestCertificates.keys("P-256#ca"));
    private static final SSLContext CLIENT = clientContext();

    private TestTls() {}

    /// What the proxy shows unless told otherwise.
    public static Credentials credentials() {
        return credentials("P-256", UnaryOperator.identity());
    }

    /// A certificate for `localhost`.
    ///
    /// @param kind of its key, such as `P-256` or `RSA-3072`
    /// @param key makes of the key what is really used
    public static Credentials credentials(String kind, UnaryOperator<SigningKey> key) {
        KeyPair keys = TestCertificates.keys(kind);
        TestCertificates.Held held =
                TestCertificates.issued(
                        lasting(TestCertificates.Wanted.server("localhost")), keys, AUTHORITY);
        try {
            return Credentials.of(
                    List.of(
                            new Credential(
                                    kind,
                                    CertificateChain.of(List.of(held.certificate())),
                                    key.apply(CRYPTO.signingKey(keys.getPrivate())),
                                    List.of("localhost"))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// A certificate for `localhost`, as `site.pem` and `site.key`.
    public static void writeFiles(Path folder) throws IOException {
        KeyPair keys = TestCertificates.keys("P-256");
        TestCertificates.Held held =
                TestCertificates.issued(
                        lasting(TestCertificates.Wanted.server("localhost")), keys, AUTHORITY);
        Files.writeString(folder.resolve("site.pem"), TestCertificates.chain(held));
        Path key = folder.resolve("site.key");
        Files.writeString(key, TestCertificates.pem(keys.getPrivate()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /// A client whose handshake is done.
    ///
    /// @param protocols that it offers by ALPN
    public static SSLSocket handshake(Socket plain, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        CLIENT.getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setServerNames(List.of(new SNIHostName("localhost")));
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// A client that speaks no TLS, and reads with a time limit.
    public static Socket connectPlain(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()),
                TIMEOUT_MILLIS);
        return socket;
    }

    /// Trusts the certificate, for clients of other makes.
    public static SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("test", AUTHORITY.certificate());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A ClientHello in one record, as JSSE sends it.
    public static byte[] clientHello() throws SSLException {
        SSLEngine engine = CLIENT.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private static TestCertificates.Wanted lasting(TestCertificates.Wanted wanted) {
        return wanted.valid(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)));
    }
}
