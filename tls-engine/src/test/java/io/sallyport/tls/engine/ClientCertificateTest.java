package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ClientTicket;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import io.sallyport.tls.testing.TrackingCrypto;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of TLS 1.3 are asked for a certificate, and believed only if they prove that it is theirs (RFC 9846,
/// sections 4.4.2, 4.5.1 and 4.5.2).
class ClientCertificateTest {
    /// Whose breaking is tested here.
    static final Set<PeerMisbehaved> RULES =
            Set.of(
                    PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_CONTEXT,
                    PeerMisbehaved.SENT_UNREQUESTED_CERTIFICATE_EXTENSION,
                    PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_STATUS_TYPE);

    private static final CryptoProvider CRYPTO = Tls12Server.CRYPTO;
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final byte[] AUTHORITY = hex("3000");

    private final Tls12Server.Clock clock = new Tls12Server.Clock();
    private final Resumption tickets =
            new Resumption(new TicketKeyRing(CRYPTO, LIFETIME, clock), null, LIFETIME, clock);
    private final ServerConfiguration plain =
            Tls12Server.with(TlsPolicies.COMPATIBLE_2026_11).withResumption(tickets);
    private final ServerConfiguration asks =
            plain.withClientAuthentication(
                    new ClientAuthentication(false, List.of(AUTHORITY), false));
    private final ServerConfiguration asksForStatus =
            plain.withClientAuthentication(new ClientAuthentication(true, List.of(), true));
    private final ServerConfiguration insists =
            plain.withClientAuthentication(new ClientAuthentication(true, List.of(), false));

    static Stream<Arguments> proofs() {
        return Arrays.stream(SignatureScheme.values())
                .filter(SignatureScheme::signsTls13)
                .map(scheme -> Arguments.of(scheme.keyType(), scheme));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void takesAProofByEveryScheme(KeyType type, SignatureScheme scheme) {
        ServerConfiguration all =
                insists.withPolicy(
                        TlsPolicies.COMPATIBLE_2026_11.withSignatureSchemes(
                                List.of(SignatureScheme.values())));
        ScriptedClient client = client(all).sendHello();

        prove(client, type, scheme).requireEstablished();

        assertIdentity(client, certificate(type));
        client.send(hex("01"));
        assertThat(client.server().received()).containsExactly(1);
    }

    @Test
    @Requirement("RFC 9846, 4.4.2 request")
    void asksWithSchemesForProofsAndForCertificatesAndWithItsAuthorities() {
        ScriptedClient client = client(asks).sendHello();

        assertThat(client.flights().certificateRequest())
                .startsWith(hex("00 0048 000d 0018 0016 0403 0503 0603 0807 0808 0804"))
                .endsWith(hex("002f 0006 0004 0002 3000"));
    }

    @Test
    void doesNotAskWhereItNeedsNot() {
        ScriptedClient client = client(plain).handshake().requireEstablished();

        assertThat(client.flights().messages()).doesNotContain(HandshakeType.CERTIFICATE_REQUEST);
    }

    @Test
    void goesOnWithoutACertificateIfItNeedNotBe() {
        ScriptedClient client = client(asks).sendHello().sendCertificate().sendFinished();

        client.requireEstablished();
        assertThat(client.server().connection().session().clientCertificates()).isEmpty();
    }

    @Test
    @Requirement("RFC 9846, 4.5.1.4 none")
    void refusesAClientWithoutACertificateIfItMustBe() {
        ScriptedClient client = client(insists).sendHello().sendCertificate();

        assertRefused(client, ClientCertificateRefusal.MISSING);
        assertThat(client.alerts()).containsExactly(AlertDescription.CERTIFICATE_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheClientWhyItsCertificateIsRefused(ClientCertificateRefusal why) {
        ScriptedClient client =
                new ScriptedClient(Tls12Server.of(insists).refusingCertificates(why));

        assertRefused(client.sendHello().sendCertificate(certificate(KeyType.RSA)), why);
    }

    @Test
    void refusesWhatIsNoCertificate() {
        ScriptedClient client = client(insists).sendHello();

        assertRefused(
                client.sendMessage(hex("0b 00000c 00 000008 000003 300100 0000")),
                ClientCertificateRefusal.INVALID);
    }

    @Test
    void refusesAContextThatIsNotItsOwn() {
        assertMisbehaved(
                client(insists).sendHello().sendMessage(hex("0b 000005 01ff 000000")),
                PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_CONTEXT);
    }

    @Test
    @Requirement("RFC 9846, 4.5.1 extensions")
    void refusesExtensionsThatItDidNotAskFor() {
        assertMisbehaved(
                client(insists)
                        .sendHello()
                        .sendMessage(hex("0b 00000e 00 00000a 000001 30 0004 00050000")),
                PeerMisbehaved.SENT_UNREQUESTED_CERTIFICATE_EXTENSION);
    }

    @Test
    void asksForTheStatusOfCertificatesOnlyWhereItIsTold() {
        assertThat(client(asksForStatus).sendHello().flights().certificateRequest())
                .endsWith(hex("0005 0000"));
        assertThat(client(insists).sendHello().flights().certificateRequest().length)
                .isEqualTo(
                        client(asksForStatus).sendHello().flights().certificateRequest().length
                                - 4);
    }

    @Test
    void handsOnWhatTheClientStapledToEachCertificate() {
        ScriptedClient client =
                client(asksForStatus)
                        .sendHello()
                        .sendMessage(entries(hex("0009 0005 0005 01 000001 aa"), hex("0000")));

        ClientCertificates judged = client.server().judged();

        assertThat(judged.ofSession()).isFalse();
        assertThat(judged.chain().certificates())
                .containsExactly(certificate(KeyType.EC_P256), certificate(KeyType.EC_P256));
        assertThat(judged.ocspResponses().getFirst())
                .hasValueSatisfying(
                        response -> assertThat(response.encoded()).isEqualTo(hex("aa")));
        assertThat(judged.ocspResponses().getLast()).isEmpty();
    }

    @Test
    void refusesOtherExtensionsThanTheStatus() {
        assertMisbehaved(
                client(asksForStatus).sendHello().sendMessage(entries(hex("0004 0012 0000"))),
                PeerMisbehaved.SENT_UNREQUESTED_CERTIFICATE_EXTENSION);
    }

    @Test
    void refusesTwoStatusesOfOneCertificate() {
        assertMisbehaved(
                client(asksForStatus)
                        .sendHello()
                        .sendMessage(
                                entries(hex("0012 0005 0005 01 000001 aa 0005 0005 01 000001 aa"))),
                PeerMisbehaved.SENT_DUPLICATE_EXTENSION);
    }

    @Test
    void refusesAStatusThatIsNoOcspResponse() {
        assertMisbehaved(
                client(asksForStatus)
                        .sendHello()
                        .sendMessage(entries(hex("0009 0005 0005 02 000001 aa"))),
                PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_STATUS_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0008 0005 0004 01 000000",
                "000a 0005 0006 01 000001 aa 00",
                "0008 0005 0004 01 000001"
            })
    void refusesAStatusThatCannotBeRead(String extensions) {
        ScriptedClient client =
                client(asksForStatus).sendHello().sendMessage(entries(hex(extensions)));

        assertThat(Provocation.aftermath(client.server(), client.alerts()))
                .isInstanceOf(TlsFailure.Malformed.class);
    }

    @Test
    void saysWhichCertificatesAreThoseOfASession() {
        ScriptedClient again = again(asksForStatus, authenticated(asksForStatus)).handshake();

        assertThat(again.flights().isResumed()).isTrue();
        assertThat(again.server().judged().ofSession()).isTrue();
        assertThat(again.server().judged().ocspResponses()).containsExactly(Optional.empty());
    }

    @Test
    @Requirement("RFC 9846, 4.5.2 client")
    void refusesAProofByAnotherKey() {
        ScriptedClient client =
                client(insists)
                        .sendHello()
                        .sendCertificate(certificate(KeyType.EC_P256))
                        .sendCertificateVerify(
                                TestPki.otherKeyPair(KeyType.EC_P256),
                                SignatureScheme.ECDSA_SECP256R1_SHA256);

        assertMisbehaved(client, PeerMisbehaved.SENT_INCORRECT_CERTIFICATE_VERIFY);
    }

    @Test
    void refusesAProofOverAnotherHandshake() {
        ScriptedClient client =
                client(insists).sendHello().sendCertificate(certificate(KeyType.EC_P256));
        client.flights().distort();

        client.sendCertificateVerify(
                TestPki.keyPair(KeyType.EC_P256), SignatureScheme.ECDSA_SECP256R1_SHA256);

        assertMisbehaved(client, PeerMisbehaved.SENT_INCORRECT_CERTIFICATE_VERIFY);
    }

    @Test
    @Requirement("RFC 9846, 4.5.2 scheme")
    void refusesAProofByASchemeThatIsNotForTls13() {
        ScriptedClient client =
                client(insists).sendHello().sendCertificate(certificate(KeyType.RSA));

        client.sendCertificateVerify(
                TestPki.keyPair(KeyType.RSA), SignatureScheme.RSA_PKCS1_SHA256);

        assertMisbehaved(client, PeerMisbehaved.SENT_UNREQUESTED_SIGNATURE_SCHEME);
    }

    @Test
    void refusesAProofByAHashThatIsNotTheCurves() {
        ScriptedClient client =
                client(insists).sendHello().sendCertificate(certificate(KeyType.EC_P384));

        client.sendCertificateVerify(
                TestPki.keyPair(KeyType.EC_P384), SignatureScheme.ECDSA_SECP256R1_SHA256);

        assertMisbehaved(client, PeerMisbehaved.SENT_UNREQUESTED_SIGNATURE_SCHEME);
    }

    @Test
    void refusesAClientThatProvesNothing() {
        ScriptedClient client =
                client(insists).sendHello().sendCertificate(certificate(KeyType.EC_P256));

        client.send(ContentType.HANDSHAKE, client.finished());

        assertThat(client.server().failure())
                .isEqualTo(new TlsFailure.UnexpectedMessage("finished", "certificate_verify"));
    }

    @Test
    void takesCertificatesUpToTheirLimitAndNoByteMore() {
        X509Certificate certificate = certificate(KeyType.EC_P256);
        // header, context, length of the list, length of the certificate, its extensions
        int size = 4 + 1 + 3 + 4 * (3 + encoded(certificate).length + 2);

        limited(size)
                .sendCertificate(certificate, certificate, certificate, certificate)
                .sendCertificateVerify(
                        TestPki.keyPair(KeyType.EC_P256), SignatureScheme.ECDSA_SECP256R1_SHA256)
                .sendFinished()
                .requireEstablished();
        ScriptedClient larger =
                limited(size - 1)
                        .sendCertificate(certificate, certificate, certificate, certificate);

        assertMisbehaved(larger, PeerMisbehaved.SENT_OVERSIZED_HANDSHAKE_MESSAGE);
    }

    private ScriptedClient limited(int certificateSize) {
        return client(
                        plain.withClientAuthentication(
                                new ClientAuthentication(true, List.of(), false, certificateSize)))
                .sendHello();
    }

    @Test
    void refusesAClientThatDoesNotAnswer() {
        ScriptedClient client = client(asks).sendHello();

        client.send(ContentType.HANDSHAKE, client.finished());

        assertThat(client.server().failure())
                .isEqualTo(new TlsFailure.UnexpectedMessage("finished", "certificate"));
    }

    @Test
    void givesTicketsOnlyWhenItKnowsTheClient() {
        ScriptedClient client = client(insists).takingTickets().sendHello();
        assertThat(client.flights().tickets()).isEmpty();

        prove(client, KeyType.EC_P256, SignatureScheme.ECDSA_SECP256R1_SHA256);

        assertThat(client.requireEstablished().flights().tickets()).hasSize(2);
    }

    @Test
    @Requirement("RFC 9846, 4.4.2 resumption")
    void bringsTheClientsIdentityAlongAndAsksForNothingMore() {
        ScriptedClient again = again(insists, authenticated());

        assertThat(again.handshake().flights().isResumed()).isTrue();
        assertThat(again.flights().messages()).doesNotContain(HandshakeType.CERTIFICATE_REQUEST);
        assertIdentity(again, certificate(KeyType.EC_P256));
        ScriptedClient third = again(insists, again.flights().tickets().getFirst()).handshake();
        assertIdentity(third, certificate(KeyType.EC_P256));
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED, CLIENT_IDENTITY_DIFFERS",
        "REVOCATION_UNKNOWN, CLIENT_REVOCATION_UNKNOWN"
    })
    void beginsAnewIfTheClientsCertificateIsNoLongerGood(
            ClientCertificateRefusal why, ResumptionMiss miss) {
        TestServer server = Tls12Server.of(insists).refusingCertificates(why);
        ScriptedClient again = new ScriptedClient(server).offer(authenticated()).sendHello();

        assertThat(again.flights().isResumed()).isFalse();
        assertThat(again.flights().messages()).contains(HandshakeType.CERTIFICATE_REQUEST);
        assertThat(server.events(TlsEvent.ResumptionOffered.class))
                .endsWith(new TlsEvent.ResumptionOffered(ResumptionMeans.TICKET, miss));
        assertRefused(again.sendCertificate(certificate(KeyType.EC_P256)), why);
    }

    @Test
    void skipsEarlyDataOfAClientWhoseCertificateIsNoLongerGood() {
        ServerConfiguration early =
                insists.withResumption(
                        tickets.withEarlyData(
                                new EarlyDataAcceptance(100, Duration.ofSeconds(10))));
        ClientTicket ticket = authenticated(early);
        TestServer server =
                Tls12Server.of(early).refusingCertificates(ClientCertificateRefusal.REVOKED);

        ScriptedClient again =
                new ScriptedClient(server).offerEarly(ticket).sendHello().sendEarly(hex("01"));

        assertThat(again.flights().isEarlyDataAccepted()).isFalse();
        assertThat(again.flights().messages()).contains(HandshakeType.CERTIFICATE_REQUEST);
        assertThat(server.failure()).isNull();
    }

    @Test
    void doesNotResumeUnderAnotherRuleForIdentities() {
        ClientTicket known = authenticated();
        ClientTicket unknown = client(plain).takingTickets().handshake().flights().tickets().get(0);

        assertMissed(again(plain, known).handshake());
        assertThat(again(asks, unknown).handshake().flights().isResumed()).isTrue();
        assertMissed(again(insists, unknown).sendHello());
    }

    static Stream<String> ends() {
        return ENDS.keySet().stream();
    }

    private static final Map<String, Consumer<ScriptedClient>> ENDS =
            Map.of(
                    "closed before the certificate",
                    c -> c.server().engine().close(),
                    "no certificate",
                    ScriptedClient::sendCertificate,
                    "no proof",
                    c -> c.sendCertificate(certificate(KeyType.EC_P256)).server().engine().close(),
                    "closed after the Finished",
                    c ->
                            prove(c, KeyType.EC_P256, SignatureScheme.ECDSA_SECP256R1_SHA256)
                                    .server()
                                    .connection()
                                    .close());

    @ParameterizedTest
    @MethodSource("ends")
    void leavesNoSecretBehind(String end) {
        client(plain).handshake();
        TrackingCrypto crypto = new TrackingCrypto(CRYPTO);
        ScriptedClient client =
                new ScriptedClient(new TestServer(crypto, insists, EngineLimits.DEFAULT));

        ENDS.get(end).accept(client.sendHello());

        assertThat(crypto.secretsAlive()).isEmpty();
        assertThat(crypto.aeadsOpen()).isZero();
    }

    @Test
    void isInThePhaseThatIsDue() {
        ScriptedClient client = client(insists).sendHello();
        assertThat(client.server().engine().phase()).isEqualTo(HandshakePhase.CLIENT_CERTIFICATE);

        client.sendCertificate(certificate(KeyType.EC_P256));
        assertThat(client.server().engine().phase()).isEqualTo(HandshakePhase.CERTIFICATE_VERIFY);
    }

    private ClientTicket authenticated() {
        return authenticated(insists);
    }

    private static ClientTicket authenticated(ServerConfiguration configuration) {
        ScriptedClient client = client(configuration).takingTickets().sendHello();
        return prove(client, KeyType.EC_P256, SignatureScheme.ECDSA_SECP256R1_SHA256)
                .requireEstablished()
                .flights()
                .tickets()
                .getFirst();
    }

    private static ScriptedClient client(ServerConfiguration configuration) {
        return new ScriptedClient(Tls12Server.of(configuration));
    }

    private static ScriptedClient again(ServerConfiguration configuration, ClientTicket ticket) {
        return client(configuration).offer(ticket);
    }

    private static ScriptedClient prove(
            ScriptedClient client, KeyType type, SignatureScheme scheme) {
        return client.sendCertificate(certificate(type))
                .sendCertificateVerify(TestPki.keyPair(type), scheme)
                .sendFinished();
    }

    private static void assertIdentity(ScriptedClient client, X509Certificate certificate) {
        assertThat(client.requireEstablished().server().connection().session().clientCertificates())
                .usingElementComparator(Arrays::compare)
                .containsExactly(encoded(certificate));
    }

    private static void assertMissed(ScriptedClient client) {
        assertThat(client.server().events(TlsEvent.ResumptionOffered.class))
                .containsExactly(
                        new TlsEvent.ResumptionOffered(
                                ResumptionMeans.TICKET, ResumptionMiss.CLIENT_IDENTITY_DIFFERS));
        assertThat(client.flights().isResumed()).isFalse();
        if (client.server().isEstablished()) {
            assertThat(client.server().connection().session().kind()).isEqualTo(HandshakeKind.FULL);
        }
    }

    private static void assertRefused(ScriptedClient client, ClientCertificateRefusal why) {
        assertThat(Provocation.aftermath(client.server(), client.alerts()))
                .isEqualTo(new TlsFailure.ClientCertificateRefused(why, ProtocolVersion.TLS_1_3));
    }

    private static void assertMisbehaved(ScriptedClient client, PeerMisbehaved how) {
        assertThat(Provocation.aftermath(client.server(), client.alerts()))
                .isEqualTo(new TlsFailure.Misbehaved(how));
    }

    private static X509Certificate certificate(KeyType type) {
        return TestPki.certificate(type, "client.example");
    }

    /// A Certificate message: the same certificate for each block of extensions.
    private static byte[] entries(byte[]... extensions) {
        byte[] certificate = encoded(certificate(KeyType.EC_P256));
        WireWriter out = new WireWriter(1024);
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE,
                () -> {
                    out.uint8(0);
                    out.vector24(() -> {
                        for (byte[] block : extensions) {
                            out.vector24(() -> out.opaque(certificate));
                            out.opaque(block);
                        }
                    });
                });
        return out.toByteArray();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
