package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients of TLS 1.2 authenticate themselves by a certificate.
class Tls12ClientCertificateTest {
    private static final byte[] AUTHORITY = hex("3000");
    private static final ServerConfiguration ASKS =
            Tls12Server.CONFIGURATION.withClientAuthentication(
                    new ClientAuthentication(false, List.of(AUTHORITY), false));
    private static final ServerConfiguration INSISTS =
            Tls12Server.CONFIGURATION.withClientAuthentication(
                    new ClientAuthentication(true, List.of(), false));

    static Stream<Arguments> proofs() {
        return Arrays.stream(SignatureScheme.values())
                .map(scheme -> Arguments.of(scheme.keyType(), scheme));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void takesAProofByEveryScheme(KeyType type, SignatureScheme scheme) {
        Tls12Client client = authenticate(Tls12Server.of(INSISTS), type, scheme);

        assertThat(client.server().connection().session().clientCertificates())
                .usingElementComparator(Arrays::compare)
                .containsExactly(encoded(certificate(type)));
    }

    /// In TLS 1.2 the scheme of an ECDSA signature says nothing of the curve.
    @Test
    void takesAProofByAHashThatIsNotTheCurves() {
        Tls12Client client =
                authenticate(
                        Tls12Server.of(INSISTS),
                        KeyType.EC_P384,
                        SignatureScheme.ECDSA_SECP256R1_SHA256);

        assertThat(client.server().isEstablished()).isTrue();
    }

    @Test
    void takesAProofInAHandshakeByRsaEncryptionToo() {
        TestServer server = Tls12Server.of(INSISTS);
        Tls12Client client =
                new Tls12Client(server).offering(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256);
        prove(client.sendHello(), KeyType.RSA, SignatureScheme.RSA_PKCS1_SHA256);

        assertThat(server.connection().session().clientCertificates()).hasSize(1);
        assertThat(client.messages())
                .startsWith(
                        HandshakeType.SERVER_HELLO,
                        HandshakeType.CERTIFICATE,
                        HandshakeType.CERTIFICATE_REQUEST,
                        HandshakeType.SERVER_HELLO_DONE);
    }

    @Test
    void asksWithTheSchemesOfItsPolicyAndTheNamesOfItsAuthorities() {
        Tls12Client client = new Tls12Client(Tls12Server.of(ASKS)).sendHello();

        assertThat(client.certificateRequest())
                .startsWith(hex("02 40 01 001c 0403 0503 0603 0807 0808 0804"))
                .endsWith(hex("0004 0002 3000"));
    }

    @Test
    void goesOnWithoutACertificateIfItNeedNotBe() {
        TestServer server = Tls12Server.of(ASKS);
        new Tls12Client(server)
                .sendHello()
                .sendCertificate()
                .sendClientKeyExchange()
                .sendChangeCipherSpec()
                .sendFinished();

        assertThat(server.connection().session().clientCertificates()).isEmpty();
    }

    @Test
    void refusesAClientWithoutACertificateIfItMustBe() {
        assertRefused(
                Tls12Server.of(INSISTS), ClientCertificateRefusal.MISSING, new X509Certificate[0]);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheClientWhyItsCertificateIsRefused(ClientCertificateRefusal why) {
        assertRefused(
                Tls12Server.of(INSISTS).refusingCertificates(why), why, certificate(KeyType.RSA));
    }

    @Test
    void refusesWhatIsNoCertificate() {
        TestServer server = Tls12Server.of(INSISTS);
        Tls12Client client = new Tls12Client(server).sendHello();
        client.sendMessage(hex("0b 000009 000006 000003 300100"));

        assertThat(Provocation.aftermath(server, client.alerts()))
                .isEqualTo(
                        new TlsFailure.ClientCertificateRefused(
                                ClientCertificateRefusal.INVALID, ProtocolVersion.TLS_1_2));
    }

    private static void assertRefused(
            TestServer server, ClientCertificateRefusal why, X509Certificate... chain) {
        Tls12Client client = new Tls12Client(server).sendHello().sendCertificate(chain);

        assertThat(Provocation.aftermath(server, client.alerts()))
                .isEqualTo(new TlsFailure.ClientCertificateRefused(why, ProtocolVersion.TLS_1_2));
    }

    private static Tls12Client authenticate(
            TestServer server, KeyType type, SignatureScheme scheme) {
        Tls12Client client = new Tls12Client(server).sendHello();
        prove(client, type, scheme);
        return client;
    }

    private static void prove(Tls12Client client, KeyType type, SignatureScheme scheme) {
        client.sendCertificate(certificate(type))
                .sendClientKeyExchange()
                .sendCertificateVerify(TestPki.keyPair(type), scheme)
                .sendChangeCipherSpec()
                .sendFinished();
        assertThat(client.server().failure()).isNull();
    }

    private static X509Certificate certificate(KeyType type) {
        return TestPki.certificate(type, "client.example");
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
