package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.testing.TestTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// A client of JSSE that shows its certificate whatever the server asks for, and trusts any server. Resumes what it
/// can.
public final class CertificateClient {
    private final SSLContext context;
    private final String version;

    /// @param holder of the certificate; null: it has none
    public CertificateClient(@Nullable Holder holder, String version) {
        this.version = version;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    holder == null ? null : new KeyManager[] {new Shown(holder)},
                    new TrustManager[] {new TrustsAnybody()},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Connects, and says a byte after the handshake, which comes back if it is let in.
    ///
    /// @throws IOException if it is not let in
    public void call(InetSocketAddress address) throws IOException {
        call(address, "localhost");
    }

    /// The same, asking for a server name, or for none.
    void call(InetSocketAddress address, @Nullable String serverName) throws IOException {
        try (SSLSocket socket = open(address, serverName)) {
            socket.getOutputStream().write('x');
            if (socket.getInputStream().read() != 'x') {
                throw new IOException("no answer");
            }
        }
    }

    /// Connects, and does the handshake. In TLS 1.3 that is no sign of being let in.
    ///
    /// @param protocols that it offers by ALPN
    public SSLSocket connect(InetSocketAddress address, String... protocols) throws IOException {
        return open(address, "localhost", protocols);
    }

    /// Connects, and has the handshake behind it, which it takes for done in TLS 1.3 before the server has judged it.
    ///
    /// @param serverName null: asks for none
    SSLSocket open(InetSocketAddress address, @Nullable String serverName, String... protocols)
            throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        TestTls.connectPlain(address), "localhost", 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(protocols);
        parameters.setServerNames(
                serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private static final class Shown extends X509ExtendedKeyManager {
        private static final String ALIAS = "client";

        private final Holder holder;

        Shown(Holder holder) {
            this.holder = holder;
        }

        @Override
        public String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return holder.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return holder.keys().getPrivate();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
