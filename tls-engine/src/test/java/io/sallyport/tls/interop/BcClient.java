package io.sallyport.tls.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/// BouncyCastle's TLS client against a [TestServer], without a network.
final class BcClient {
    static final String LABEL = "EXPORTER-test";

    private static final int MOST_ROUNDS = 16;

    private final TlsClientProtocol protocol = new TlsClientProtocol();
    private final Peer peer = new Peer();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ProtocolVersion version = ProtocolVersion.TLSv13;
    private @Nullable TlsSession resumed;
    private List<CipherSuite> suites = List.of(CipherSuite.values());
    private List<NamedGroup> groups = List.of(NamedGroup.X25519);
    private List<NamedGroup> shares = List.of(NamedGroup.X25519);
    private List<String> protocols = List.of();

    BcClient suites(CipherSuite... values) {
        suites = List.of(values);
        return this;
    }

    /// Speaks this version only.
    BcClient version(ProtocolVersion value) {
        version = value;
        return this;
    }

    /// Resumes this session.
    BcClient resume(TlsSession session) {
        resumed = session;
        return this;
    }

    /// The session, for another connection to resume.
    TlsSession session() {
        return Objects.requireNonNull(peer.established);
    }

    /// Offers these groups, with a share for the first.
    BcClient groups(NamedGroup... values) {
        groups = List.of(values);
        shares = List.of(values[0]);
        return this;
    }

    BcClient withoutShares() {
        shares = List.of();
        return this;
    }

    BcClient protocols(String... values) {
        protocols = List.of(values);
        return this;
    }

    /// Talks until neither side has anything to say.
    BcClient handshake(TestServer server) throws IOException {
        protocol.connect(peer);
        return exchange(server);
    }

    /// Sends data and talks until neither side has anything to say.
    BcClient send(TestServer server, byte[] data) throws IOException {
        protocol.writeApplicationData(data, 0, data.length);
        return exchange(server);
    }

    /// Takes bytes from the server.
    BcClient take(byte[] fromServer) throws IOException {
        protocol.offerInput(fromServer);
        byte[] data = new byte[protocol.getAvailableInputBytes()];
        protocol.readInput(data, 0, data.length);
        received.writeBytes(data);
        return this;
    }

    /// Sends `close_notify`.
    BcClient close(TestServer server) throws IOException {
        protocol.close();
        return exchange(server);
    }

    BcClient exchange(TestServer server) throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            byte[] toServer = new byte[protocol.getAvailableOutputBytes()];
            protocol.readOutput(toServer, 0, toServer.length);
            byte[] toClient = toServer.length > 0 ? server.feed(toServer) : server.output();
            if (toServer.length == 0 && toClient.length == 0) {
                return this;
            }
            take(toClient);
        }
        throw new AssertionError("they never stop talking");
    }

    boolean isConnected() {
        return protocol.isConnected();
    }

    byte[] received() {
        return received.toByteArray();
    }

    /// What the client exported under [#LABEL], by the number of zeros that the context consists of.
    Map<Integer, byte[]> exports() {
        return peer.exports;
    }

    /// The server's certificate, DER-encoded.
    byte[] certificate() throws IOException {
        return Objects.requireNonNull(peer.certificate).getEncoded();
    }

    @Nullable String protocol() {
        return peer.chosenProtocol();
    }

    // BouncyCastle's interface is from before generics
    @SuppressWarnings({"rawtypes", "unchecked"})
    private final class Peer extends DefaultTlsClient {
        private final Map<Integer, byte[]> exports = new HashMap<>();
        private @Nullable TlsCertificate certificate;
        private @Nullable TlsSession established;

        Peer() {
            super(new BcTlsCrypto(new SeededRandom(2)));
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return version.only();
        }

        @Override
        public @Nullable TlsSession getSessionToResume() {
            return resumed;
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return suites.stream().mapToInt(CipherSuite::code).toArray();
        }

        @Override
        protected Vector<Integer> getSupportedGroups(Vector namedGroupRoles) {
            return codes(groups);
        }

        @Override
        public Vector<Integer> getEarlyKeyShareGroups() {
            return codes(shares);
        }

        @Override
        protected Vector<ServerName> getSNIServerNames() {
            byte[] name = TestPki.SERVER_NAME.getBytes(StandardCharsets.US_ASCII);
            return new Vector<>(List.of(new ServerName((short) 0, name)));
        }

        @Override
        protected @Nullable Vector<ProtocolName> getProtocolNames() {
            List<ProtocolName> names = new ArrayList<>();
            protocols.forEach(name -> names.add(ProtocolName.asUtf8Encoding(name)));
            return names.isEmpty() ? null : new Vector<>(names);
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate server) {
                    certificate = server.getCertificate().getCertificateAt(0);
                }

                @Override
                public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
                    return null;
                }
            };
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            established = context.getSession();
            exports.put(0, context.exportKeyingMaterial(LABEL, new byte[0], 32));
            exports.put(1, context.exportKeyingMaterial(LABEL, new byte[1], 1));
            exports.put(300, context.exportKeyingMaterial(LABEL, new byte[300], 100));
        }

        @Nullable String chosenProtocol() {
            ProtocolName name = context.getSecurityParametersConnection().getApplicationProtocol();
            return name == null ? null : name.getUtf8Decoding();
        }

        private static Vector<Integer> codes(List<NamedGroup> groups) {
            return new Vector<>(groups.stream().map(NamedGroup::code).toList());
        }
    }
}
