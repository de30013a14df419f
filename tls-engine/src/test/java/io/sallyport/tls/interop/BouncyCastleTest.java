package io.sallyport.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Against BouncyCastle's client, in memory: all that both sides know, with the cryptography of each
/// vendor that is always there.
class BouncyCastleTest {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    static Stream<Arguments> groups() {
        return eachVendor(NamedGroup.values());
    }

    static Stream<Arguments> suites() {
        return eachVendor(CipherSuite.of(ProtocolVersion.TLS_1_3).toArray());
    }

    static Stream<Arguments> keyTypes() {
        return eachVendor(KeyType.values());
    }

    private static Stream<Arguments> eachVendor(Object[] values) {
        return InteropServer.VENDORS.stream()
                .flatMap(vendor -> Stream.of(values).map(value -> arguments(vendor, value)));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void agreesInEveryGroup(CryptoVendor vendor, NamedGroup group) throws Exception {
        TestServer server = InteropServer.of(vendor, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().groups(group));

        assertThat(session.group()).isEqualTo(group);
        assertThat(session.kind()).isEqualTo(HandshakeKind.FULL);
    }

    @ParameterizedTest
    @EnumSource
    void agreesInEveryGroupAfterARetry(NamedGroup group) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().groups(group).withoutShares());

        assertThat(session.group()).isEqualTo(group);
        assertThat(session.kind()).isEqualTo(HandshakeKind.HELLO_RETRY);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void speaksEverySuite(CryptoVendor vendor, CipherSuite suite) throws Exception {
        TestServer server = InteropServer.of(vendor, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().suites(suite));

        assertThat(session.cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void servesACertificateOfEveryKind(CryptoVendor vendor, KeyType type) throws Exception {
        TestServer server = InteropServer.of(vendor, type);
        BcClient client = new BcClient();

        NegotiatedSession session = talk(server, client);

        assertThat(session.signatureScheme().keyType()).isEqualTo(type);
        assertThat(client.certificate())
                .isEqualTo(TestPki.certificate(type, TestPki.SERVER_NAME).getEncoded());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    void exportsTheSameKeysAsTheClient(CipherSuite suite) throws Exception {
        TestServer server = InteropServer.of(CryptoVendor.JDK, KeyType.EC_P256);
        BcClient client = new BcClient().suites(suite);

        talk(server, client);

        assertThat(client.exports()).isNotEmpty();
        client.exports()
                .forEach((context, theirs) -> {
                    Secret ours =
                            server.connection()
                                    .export(BcClient.LABEL, new byte[context], theirs.length);
                    assertThat(ours.bytes()).isEqualTo(theirs);
                });
    }

    private static NegotiatedSession talk(TestServer server, BcClient client) throws Exception {
        client.handshake(server);
        assertThat(server.failure()).isNull();
        assertThat(server.isEstablished()).isTrue();
        assertThat(client.isConnected()).isTrue();

        client.send(server, PING);
        assertThat(server.received()).isEqualTo(PING);
        byte[] large = new byte[40_000];
        Arrays.fill(large, (byte) 7);
        client.take(server.send(large));
        assertThat(client.received()).isEqualTo(large);
        return server.connection().session();
    }
}
