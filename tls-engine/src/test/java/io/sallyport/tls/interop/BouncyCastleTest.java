package io.sallyport.tls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Against BouncyCastle's client, in memory: all that both sides know, with the cryptography of each
/// vendor that is always there.
class BouncyCastleTest {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    private static final Map<CryptoVendor, CryptoProvider> PROVIDERS =
            new EnumMap<>(
                    Map.of(
                            CryptoVendor.JDK,
                            SelectedCryptoProvider.preferring(List.of(CryptoVendor.JDK)),
                            CryptoVendor.BOUNCYCASTLE,
                            SelectedCryptoProvider.preferring(List.of(CryptoVendor.BOUNCYCASTLE))));

    static Stream<Arguments> groups() {
        return eachVendor(NamedGroup.values());
    }

    static Stream<Arguments> suites() {
        return eachVendor(CipherSuite.values());
    }

    static Stream<Arguments> keyTypes() {
        return eachVendor(KeyType.values());
    }

    private static Stream<Arguments> eachVendor(Object[] values) {
        return PROVIDERS.keySet().stream()
                .flatMap(vendor -> Stream.of(values).map(value -> arguments(vendor, value)));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void agreesInEveryGroup(CryptoVendor vendor, NamedGroup group) throws Exception {
        TestServer server = server(vendor, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().groups(group));

        assertThat(session.group()).isEqualTo(group);
        assertThat(session.kind()).isEqualTo(HandshakeKind.FULL);
    }

    @ParameterizedTest
    @EnumSource
    void agreesInEveryGroupAfterARetry(NamedGroup group) throws Exception {
        TestServer server = server(CryptoVendor.JDK, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().groups(group).withoutShares());

        assertThat(session.group()).isEqualTo(group);
        assertThat(session.kind()).isEqualTo(HandshakeKind.HELLO_RETRY);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void speaksEverySuite(CryptoVendor vendor, CipherSuite suite) throws Exception {
        TestServer server = server(vendor, KeyType.EC_P256);

        NegotiatedSession session = talk(server, new BcClient().suites(suite));

        assertThat(session.cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void servesACertificateOfEveryKind(CryptoVendor vendor, KeyType type) throws Exception {
        TestServer server = server(vendor, type);
        BcClient client = new BcClient();

        NegotiatedSession session = talk(server, client);

        assertThat(session.signatureScheme().keyType()).isEqualTo(type);
        assertThat(client.certificate())
                .isEqualTo(TestPki.certificate(type, TestPki.SERVER_NAME).getEncoded());
    }

    @ParameterizedTest
    @EnumSource
    void exportsTheSameKeysAsTheClient(CipherSuite suite) throws Exception {
        TestServer server = server(CryptoVendor.JDK, KeyType.EC_P256);
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

    /// A server that takes every group and suite.
    private static TestServer server(CryptoVendor vendor, KeyType type) {
        CryptoProvider crypto = PROVIDERS.get(vendor);
        Credential credential = TestPki.credential(crypto, type);
        return new TestServer(
                crypto,
                new ServerConfiguration(
                        TlsPolicies.MOZILLA_MODERN_6_0.withGroups(List.of(NamedGroup.values())),
                        Credentials.of(List.of(credential)),
                        UnknownServerName.DEFAULT,
                        List.of(),
                        null),
                EngineLimits.DEFAULT);
    }
}
