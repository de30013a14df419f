package io.sallyport.proxy.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The JDK's JSSE authenticates itself, and chooses by itself what fits.
class JsseClientCertificatePeersTest extends ClientCertificatePeers {
    private static final int TIMEOUT_MILLIS = 20_000;

    @Override
    Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    String ask(Call call) throws IOException {
        try (Socket plain = new Socket(call.server().getAddress(), call.server().getPort());
                SSLSocket socket =
                        (SSLSocket)
                                context(call)
                                        .getSocketFactory()
                                        .createSocket(plain, NAME, call.server().getPort(), true)) {
            plain.setSoTimeout(TIMEOUT_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {call.version()});
            parameters.setServerNames(List.of(new SNIHostName(NAME)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (call.certificate() == null) {
                // in TLS 1.3 the alert comes after the client's handshake; writing might hide it
                throw new IOException("not refused, but told " + socket.getInputStream().read());
            }
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    String refusal(String version) {
        return version.equals("TLSv1.3")
                ? "Received fatal alert: certificate_required"
                : "Received fatal alert: handshake_failure";
    }

    private static SSLContext context(Call call) throws IOException {
        try (InputStream pem = Files.newInputStream(call.authorities())) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(call.certificate()), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable ShownCertificate shown)
            throws IOException, GeneralSecurityException {
        if (shown == null) {
            return null;
        }
        KeyStore store =
                KeyStore.getInstance(
                        shown.store().toFile(), ShownCertificate.PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, ShownCertificate.PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }
}
