package io.sallyport.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.engine.Reading;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.SslEngineClient;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against the Java platform's own client, in memory.
class JsseTest {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource
    void servesACertificateOfEveryKindThatJsseKnows(KeyType type) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, type);

        SslEngineClient client = talk(server, new SSLParameters());

        assertThat(server.connection().session().credential()).isEqualTo(type.name());
        assertThat(client.engine().getSession().getPeerCertificates()[0].getPublicKey())
                .isEqualTo(TestPki.keyPair(type).getPublic());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    @Requirement("RFC 9846, 9.1 suites")
    void speaksEverySuite(CipherSuite suite) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(new String[] {suite.label()});

        talk(server, parameters);

        assertThat(server.connection().session().cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*MLKEM.*")
    @Requirement("RFC 9846, 9.1 groups")
    void agreesInEveryGroupThatJsseKnows(NamedGroup group) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);
        SSLParameters parameters = new SSLParameters();
        parameters.setNamedGroups(new String[] {group.label()});

        talk(server, parameters);

        assertThat(server.connection().session().group()).isEqualTo(group);
    }

    @Test
    void agreesAfterARetry() throws Exception {
        TestServer server =
                InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256, List.of(NamedGroup.SECP521R1));

        talk(server, new SSLParameters());

        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.HELLO_RETRY);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    @Requirement("RFC 9846, 7.5 exporter")
    void exportsTheSameKeysAsTheClient(CipherSuite suite) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(new String[] {suite.label()});
        SslEngineClient client = talk(server, parameters);

        byte[] theirs =
                ((ExtendedSSLSession) client.engine().getSession())
                        .exportKeyingMaterialData("EXPORTER-test", PING, 99);

        assertThat(server.connection().export("EXPORTER-test", PING, 99).bytes()).isEqualTo(theirs);
    }

    @Test
    void agreesOnAProtocol() throws Exception {
        TestServer server =
                InteropServer.of(
                        CryptoVendor.JDK, KeyType.EC_P256, List.of(NamedGroup.values()), "h2");
        SSLParameters parameters = new SSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1", "h2"});

        SslEngineClient client = talk(server, parameters);

        assertThat(client.engine().getApplicationProtocol()).isEqualTo("h2");
        assertThat(server.connection().session().applicationProtocol()).isEqualTo("h2");
    }

    @Test
    void closesInOrder() throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);
        SslEngineClient client = talk(server, new SSLParameters());

        server.connection().closeWrite();
        client.take(server.output());
        assertThat(client.engine().isInboundDone()).isTrue();
        client.engine().closeOutbound();
        client.exchange(server, new byte[0]);

        assertThat(server.reading()).isEqualTo(Reading.PEER_CLOSED);
    }

    private static SslEngineClient talk(TestServer server, SSLParameters parameters)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, TestPki.trust().getTrustManagers(), null);
        SSLEngine engine = context.createSSLEngine(TestPki.SERVER_NAME, 443);
        parameters.setProtocols(new String[] {"TLSv1.3"});
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
}
