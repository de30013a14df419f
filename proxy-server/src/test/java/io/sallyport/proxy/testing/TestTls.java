package io.sallyport.proxy.testing;

import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost`, and clients that trust it.
public final class TestTls {
    public static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Instant NOW = Instant.now();
    private static final KeyPair KEYS = TestCertificates.keys("P-256");
    private static final TestCertificates.Held CERTIFICATE =
            TestCertificates.selfSigned(
                    TestCertificates.Wanted.server("localhost")
                            .valid(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30))),
                    KEYS);
    private static final SSLContext CLIENT = clientContext();

    private TestTls() {}

    /// What the proxy shows.
    public static Credentials credentials() {
        try {
            return Credentials.of(
                    List.of(
                            new Credential(
                                    "test",
                                    CertificateChain.of(List.of(CERTIFICATE.certificate())),
                                    CRYPTO.signingKey(KEYS.getPrivate()),
                                    List.of("localhost"))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// A client whose handshake is done.
    public static SSLSocket handshake(Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        CLIENT.getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
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
            trusted.setCertificateEntry("test", CERTIFICATE.certificate());
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
}
