package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.testing.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// A client of BouncyCastle, with TLS 1.3, that staples an OCSP response to its certificate, whatever it is.
final class StaplingClient {
    private static final int OCSP = 1;

    private final Holder holder;
    private final byte[] stapled;

    /// @param holder of a certificate of P-256
    StaplingClient(Holder holder, byte[] stapled) {
        this.holder = holder;
        this.stapled = stapled;
    }

    /// Connects, and says a byte after the handshake, which comes back if it is let in.
    ///
    /// @throws IOException if it is not let in
    void call(InetSocketAddress address) throws IOException {
        try (Socket socket = TestTls.connectPlain(address)) {
            TlsClientProtocol protocol =
                    new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
            protocol.connect(new Peer(new JcaTlsCryptoProvider().create(new SecureRandom())));
            protocol.getOutputStream().write('x');
            if (protocol.getInputStream().read() != 'x') {
                throw new IOException("no answer");
            }
            protocol.close();
        }
    }

    private final class Peer extends DefaultTlsClient {
        private final JcaTlsCrypto crypto;

        Peer(JcaTlsCrypto crypto) {
            super(crypto);
            this.crypto = crypto;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.only();
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {}

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request)
                        throws IOException {
                    return new JcaDefaultTlsCredentialedSigner(
                            new TlsCryptoParameters(context),
                            crypto,
                            holder.keys().getPrivate(),
                            new Certificate(request.getCertificateRequestContext(), entries()),
                            SignatureAndHashAlgorithm.getInstance(
                                    HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
                }
            };
        }

        private CertificateEntry[] entries() throws IOException {
            Hashtable<Integer, byte[]> status = new Hashtable<>();
            status.put(TlsExtensionsUtils.EXT_status_request, status());
            CertificateEntry[] entries = new CertificateEntry[holder.chain().size()];
            for (int i = 0; i < entries.length; i++) {
                try {
                    entries[i] =
                            new CertificateEntry(
                                    crypto.createCertificate(holder.chain().get(i).getEncoded()),
                                    i == 0 ? status : null);
                } catch (CertificateEncodingException e) {
                    throw new IllegalStateException(e);
                }
            }
            return entries;
        }

        private byte[] status() {
            ByteArrayOutputStream status = new ByteArrayOutputStream();
            status.write(OCSP);
            status.write(stapled.length >> 16);
            status.write(stapled.length >> 8);
            status.write(stapled.length);
            status.writeBytes(stapled);
            return status.toByteArray();
        }
    }
}
