package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which certificate a server name leads to (RFC 6066, section 3).
class ServerNameTest {
    private static final Credential DEFAULT = credential("default.example");
    private static final Credential EXACT = credential("www.site.example");
    private static final Credential WILDCARD = credential("*.site.example", "site.example");
    private static final List<Credential> ALL = List.of(DEFAULT, EXACT, WILDCARD);

    @ParameterizedTest
    @CsvSource({
        "www.site.example,www.site.example",
        "WWW.Site.EXAMPLE,www.site.example",
        "www.site.example.,www.site.example",
        "other.site.example,*.site.example",
        "site.example,*.site.example",
        "default.example,default.example",
    })
    void findsTheCredential(String name, String credential) {
        ScriptedClient client = asking(name, UnknownServerName.REFUSE).handshake();

        client.requireEstablished();
        assertThat(client.server().connection().session().credential()).isEqualTo(credential);
        assertThat(client.flights().certificate())
                .isEqualTo(
                        ALL.stream()
                                .filter(c -> c.name().equals(credential))
                                .findFirst()
                                .orElseThrow()
                                .chain()
                                .endEntity());
        assertThat(client.flights().encryptedExtensions())
                .containsEntry(ExtensionType.SERVER_NAME.code(), hex(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown.example", "a.b.site.example", "example", "192.0.2.1", "::1"})
    void servesUnknownNamesByDefaultOrRefusesThem(String name) {
        ScriptedClient served = asking(name, UnknownServerName.DEFAULT).handshake();
        ScriptedClient refused = asking(name, UnknownServerName.REFUSE).sendHello();

        served.requireEstablished();
        assertThat(served.server().connection().session().credential())
                .isEqualTo("default.example");
        assertThat(served.server().connection().session().serverName()).isEqualTo(name);
        assertThat(served.flights().encryptedExtensions())
                .doesNotContainKey(ExtensionType.SERVER_NAME.code());
        assertThat(refused.alerts()).containsExactly(AlertDescription.UNRECOGNIZED_NAME);
    }

    @ParameterizedTest
    @EnumSource
    void servesClientsThatNameNoServer(UnknownServerName unknown) {
        ScriptedClient client = asking("", unknown);
        client.hello().without(ExtensionType.SERVER_NAME);

        client.handshake().requireEstablished();

        assertThat(client.server().connection().session().credential())
                .isEqualTo("default.example");
        assertThat(client.server().connection().session().serverName()).isNull();
    }

    @Test
    void passesOverNamesThatAreNoHostNames() {
        ScriptedClient client = asking("", UnknownServerName.REFUSE);
        client.hello().set(ExtensionType.SERVER_NAME, hex("0009 01 0001 ff 00 0002 6262"));

        client.sendHello();

        assertThat(
                        client.server()
                                .events(TlsEvent.ClientHelloReceived.class)
                                .getFirst()
                                .clientHello()
                                .serverName())
                .isEqualTo("bb");
    }

    @Test
    void choosesAmongSeveralCredentialsOfANameByWhatTheClientCanVerify() {
        Credential rsa = TestPki.credential(TestServer.CRYPTO, KeyType.RSA, "two.example");
        Credential ecdsa = TestPki.credential(TestServer.CRYPTO, KeyType.EC_P256, "two.example");
        for (SignatureScheme scheme :
                List.of(
                        SignatureScheme.RSA_PSS_RSAE_SHA384,
                        SignatureScheme.ECDSA_SECP256R1_SHA256)) {
            ScriptedClient client =
                    new ScriptedClient(
                            new TestServer(
                                    configuration(List.of(rsa, ecdsa), UnknownServerName.REFUSE)));
            client.hello().serverName("two.example").schemes(scheme);

            client.handshake().requireEstablished();

            assertThat(client.flights().scheme()).isEqualTo(scheme);
        }
    }

    private static ScriptedClient asking(String name, UnknownServerName unknown) {
        ScriptedClient client = new ScriptedClient(new TestServer(configuration(ALL, unknown)));
        client.hello().serverName(name);
        return client;
    }

    private static ServerConfiguration configuration(
            List<Credential> credentials, UnknownServerName unknown) {
        return new ServerConfiguration(
                TlsPolicies.MOZILLA_MODERN_6_0,
                Credentials.of(credentials),
                unknown,
                List.of(),
                null);
    }

    private static Credential credential(String... names) {
        Credential made = TestPki.credential(TestServer.CRYPTO, KeyType.EC_P256, names);
        return new Credential(names[0], made.chain(), made.key(), made.serverNames());
    }
}
