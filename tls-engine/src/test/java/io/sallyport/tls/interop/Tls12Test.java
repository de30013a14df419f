package io.sallyport.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyExchangeAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.policy.TlsPolicy;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionCache;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.testing.SslEngineClient;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// TLS 1.2 against the clients of the Java platform and of BouncyCastle, in memory.
class Tls12Test {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LIFETIME = Duration.ofHours(1);

    static Stream<CipherSuite> suites() {
        return CipherSuite.of(ProtocolVersion.TLS_1_2).stream();
    }

    /// The Java platform's client has given up key exchange by RSA encryption.
    static Stream<CipherSuite> suitesOfJsse() {
        return suites().filter(suite -> suite.keyExchange() != KeyExchangeAlgorithm.RSA);
    }

    /// Finite fields that BouncyCastle and we know, and curves without ML-KEM.
    static Stream<NamedGroup> groups() {
        return Arrays.stream(NamedGroup.values())
                .filter(group -> group.kind() != NamedGroup.Kind.HYBRID);
    }

    static Stream<SignatureScheme> rsaSchemes() {
        return Arrays.stream(SignatureScheme.values())
                .filter(scheme -> scheme.keyType() == KeyType.RSA);
    }

    @ParameterizedTest
    @MethodSource("suitesOfJsse")
    void speaksEverySuiteWithJsse(CipherSuite suite) throws Exception {
        TestServer server = server(keyType(suite), Resumption.NONE);
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(new String[] {suite.label()});

        SslEngineClient client = talk(server, context(), parameters);

        NegotiatedSession session = server.connection().session();
        assertThat(session.cipherSuite()).isEqualTo(suite);
        assertThat(session.version()).isEqualTo(ProtocolVersion.TLS_1_2);
        byte[] theirs =
                ((ExtendedSSLSession) client.engine().getSession())
                        .exportKeyingMaterialData("EXPORTER-test", PING, 99);
        assertThat(server.connection().export("EXPORTER-test", PING, 99).bytes()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void speaksEverySuiteWithBouncyCastle(CipherSuite suite) throws Exception {
        TestServer server = server(keyType(suite), Resumption.NONE);
        BcClient client = bc().suites(suite);

        NegotiatedSession session = talk(server, client);

        assertThat(session.cipherSuite()).isEqualTo(suite);
        client.exports()
                .forEach((context, theirs) -> {
                    Secret ours =
                            server.connection()
                                    .export(BcClient.LABEL, new byte[context], theirs.length);
                    assertThat(ours.bytes()).isEqualTo(theirs);
                });
    }

    @ParameterizedTest
    @MethodSource("groups")
    void agreesInEveryGroup(NamedGroup group) throws Exception {
        boolean elliptic = group.kind() == NamedGroup.Kind.ECDHE;
        TestServer server = server(KeyType.RSA, Resumption.NONE);

        NegotiatedSession session =
                talk(
                        server,
                        bc().groups(group)
                                .suites(
                                        elliptic
                                                ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                                                : CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256));

        assertThat(session.group()).isEqualTo(group);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "RSA.*")
    void servesACertificateOfEveryKindThatIsNotRsa(KeyType type) throws Exception {
        TestServer server = server(type, Resumption.NONE);

        SslEngineClient client = talk(server, context(), new SSLParameters());

        assertThat(server.connection().session().signatureScheme().keyType()).isEqualTo(type);
        assertThat(client.engine().getSession().getPeerCertificates()[0].getPublicKey())
                .isEqualTo(TestPki.keyPair(type).getPublic());
    }

    @ParameterizedTest
    @MethodSource("rsaSchemes")
    void signsByRsaAsTheClientAllows(SignatureScheme scheme) throws Exception {
        TestServer server = server(KeyType.RSA, Resumption.NONE);
        SSLParameters parameters = new SSLParameters();
        // the second is for the test's certificate, which an ECDSA key has signed
        parameters.setSignatureSchemes(
                new String[] {scheme.label().toLowerCase(Locale.ROOT), "ecdsa_secp256r1_sha256"});

        talk(server, context(), parameters);

        assertThat(server.connection().session().signatureScheme()).isEqualTo(scheme);
    }

    @Test
    void resumesByTicket() throws Exception {
        Resumption tickets =
                new Resumption(
                        new TicketKeyRing(TestServer.CRYPTO, LIFETIME, InstantSource.system()),
                        null,
                        LIFETIME,
                        InstantSource.system());
        SSLContext context = context();

        talk(server(KeyType.EC_P256, tickets), context, new SSLParameters());
        TestServer server = server(KeyType.EC_P256, tickets);
        talk(server, context, new SSLParameters());

        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.RESUMED);
    }

    @Test
    void resumesBySessionId() throws Exception {
        Resumption ids =
                new Resumption(null, new SessionCache(16), LIFETIME, InstantSource.system());
        BcClient first = bc();
        talk(server(KeyType.EC_P256, ids), first);

        TestServer server = server(KeyType.EC_P256, ids);
        NegotiatedSession session = talk(server, bc().resume(first.session()));

        assertThat(session.kind()).isEqualTo(HandshakeKind.RESUMED);
    }

    private static TestServer server(KeyType type, Resumption resumption) {
        return InteropServer.ofBothVersions(type, TlsPolicy.Preference.CLIENT, resumption);
    }

    private static KeyType keyType(CipherSuite suite) {
        return suite.keyExchange() == KeyExchangeAlgorithm.ECDHE_ECDSA
                ? KeyType.EC_P256
                : KeyType.RSA;
    }

    private static BcClient bc() {
        return new BcClient()
                .version(org.bouncycastle.tls.ProtocolVersion.TLSv12)
                .groups(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.FFDHE2048);
    }

    private static SSLContext context() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, TestPki.trust().getTrustManagers(), null);
        return context;
    }

    private static SslEngineClient talk(
            TestServer server, SSLContext context, SSLParameters parameters) throws Exception {
        SSLEngine engine = context.createSSLEngine(TestPki.SERVER_NAME, 443);
        parameters.setProtocols(new String[] {"TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslEngineClient client = new SslEngineClient(engine);

        client.handshake(server);
        assertThat(server.failure()).isNull();
        assertThat(server.isEstablished()).isTrue();
        client.exchange(server, PING);
        assertThat(server.received()).isEqualTo(PING);
        byte[] large = new byte[100_000];
        client.take(server.send(large));
        assertThat(client.received()).isEqualTo(large);
        return client;
    }

    private static NegotiatedSession talk(TestServer server, BcClient client) throws Exception {
        client.handshake(server);
        assertThat(server.failure()).isNull();
        assertThat(server.isEstablished()).isTrue();
        client.send(server, PING);
        assertThat(server.received()).isEqualTo(PING);
        byte[] large = new byte[40_000];
        client.take(server.send(large));
        assertThat(client.received()).isEqualTo(large);
        return server.connection().session();
    }
}
