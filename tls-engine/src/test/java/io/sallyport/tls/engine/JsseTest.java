package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.testing.SslEngineClient;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against the Java platform's own client, in memory.
class JsseTest {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource
    void servesACertificateOfEveryKindThatJsseKnows(KeyType type) throws Exception {
        TestServer server =
                new TestServer(
                        TestServer.configuration(TestPki.credential(TestServer.CRYPTO, type)));

        SslEngineClient client = talk(server, new SSLParameters());

        assertThat(server.connection().session().credential()).isEqualTo(type.name());
        assertThat(client.engine().getSession().getPeerCertificates()[0].getPublicKey())
                .isEqualTo(TestPki.keyPair(type).getPublic());
    }

    @ParameterizedTest
    @EnumSource
    void speaksEverySuite(CipherSuite suite) throws Exception {
        TestServer server = new TestServer();
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(new String[] {suite.label()});

        talk(server, parameters);

        assertThat(server.connection().session().cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1"})
    void agreesInEveryGroupThatJsseKnows(NamedGroup group) throws Exception {
        TestServer server = new TestServer();
        SSLParameters parameters = new SSLParameters();
        parameters.setNamedGroups(new String[] {group.label()});

        talk(server, parameters);

        assertThat(server.connection().session().group()).isEqualTo(group);
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
