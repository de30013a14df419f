package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions of TLS 1.2 are found again, by ticket or by id, and only by those that they belong to.
class Tls12ResumptionTest {
    private static final byte[] PING = hex("70 69 6e 67");
    private static final ClientAuthentication ASKS =
            new ClientAuthentication(false, List.of(), false);
    private static final ClientAuthentication INSISTS =
            new ClientAuthentication(true, List.of(), false);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();

    static Stream<CipherSuite> suites() {
        return TlsPolicies.COMPATIBLE_2026_11.cipherSuites().stream()
                .filter(suite -> suite.label().contains("_WITH_"));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void worksByTicketUnderEverySuite(CipherSuite suite) {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client first = first(configuration, c -> c.offering(suite));

        assertResumed(again(configuration, first, c -> c.offering(suite)), ResumptionMeans.TICKET);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void worksByIdUnderEverySuite(CipherSuite suite) {
        ServerConfiguration configuration = configuration(ResumptionMeans.SESSION_ID);
        Tls12Client first = first(configuration, c -> c.offering(suite));

        assertResumed(
                again(configuration, first, c -> c.offering(suite)), ResumptionMeans.SESSION_ID);
    }

    @ParameterizedTest
    @EnumSource
    void worksWithoutAnExtendedMasterSecretOnEitherSide(ResumptionMeans means) {
        ServerConfiguration configuration = configuration(means);
        Consumer<Tls12Client> without =
                c -> c.hello().without(ExtensionType.EXTENDED_MASTER_SECRET);

        assertResumed(again(configuration, first(configuration, without), without), means);
    }

    @ParameterizedTest
    @EnumSource
    void worksAgainAndAgainUntilTheTimeIsOver(ResumptionMeans means) {
        ServerConfiguration configuration = configuration(means);
        Tls12Client first = first(configuration, _ -> {});

        clock.advance(Tls12Server.LIFETIME.minusSeconds(1));
        assertResumed(again(configuration, first, _ -> {}), means);
        assertResumed(again(configuration, first, _ -> {}), means);
        clock.advance(Duration.ofSeconds(1));
        assertMissed(again(configuration, first, _ -> {}), means, ResumptionMiss.EXPIRED);
    }

    @Test
    void sendsNoCertificateAndNoKeyExchange() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client again = again(configuration, first(configuration, _ -> {}), _ -> {});

        assertThat(again.messages())
                .containsExactly(HandshakeType.SERVER_HELLO, HandshakeType.FINISHED);
        assertThat(again.server().connection().session().group()).isNull();
        assertThat(again.server().connection().session().signatureScheme()).isNull();
    }

    @Test
    @Requirement("RFC 6066, 3 resumption")
    void doesNotAnswerTheServerName() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client again = again(configuration, first(configuration, _ -> {}), _ -> {});

        assertThat(again.serverHello().extensions()).containsOnlyKeys(0xff01, 23);
    }

    @Test
    @Requirement("RFC 5077, 3.4 session id")
    void echoesTheIdThatAClientSendsWithItsTicket() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client again =
                again(
                        configuration,
                        first(configuration, _ -> {}),
                        c -> c.hello().sessionId(hex("0102")));

        assertResumed(again, ResumptionMeans.TICKET);
        assertThat(again.serverHello().sessionId()).isEqualTo(hex("0102"));
    }

    @Test
    void givesATicketOnlyToThoseWhoTakeOne() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client silent = new Tls12Client(Tls12Server.of(configuration)).handshake();

        assertThat(silent.messages()).doesNotContain(HandshakeType.NEW_SESSION_TICKET);
        assertThat(silent.serverHello().sessionId()).isEmpty();
    }

    @Test
    void changesATicketWhoseKeyIsNoLongerTheNewest() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        clock.advance(Duration.ofMinutes(30));
        Tls12Client first = first(configuration, _ -> {});
        clock.advance(Duration.ofMinutes(31));
        Tls12Client again = again(configuration, first, _ -> {});

        assertResumed(again, ResumptionMeans.TICKET);
        assertThat(again.messages())
                .containsExactly(
                        HandshakeType.SERVER_HELLO,
                        HandshakeType.NEW_SESSION_TICKET,
                        HandshakeType.FINISHED);
        assertThat(again.ticket()).isNotEqualTo(first.ticket());
        clock.advance(Duration.ofMinutes(29));
        assertMissed(
                again(configuration, again, _ -> {}),
                ResumptionMeans.TICKET,
                ResumptionMiss.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderAnotherServerName(ResumptionMeans means) {
        ServerConfiguration configuration = configuration(means);
        Tls12Client first = first(configuration, _ -> {});

        assertMissed(
                again(configuration, first, c -> c.hello().serverName("other.example")),
                means,
                ResumptionMiss.SERVER_NAME_DIFFERS);
        assertMissed(
                again(configuration, first, c -> c.hello().without(ExtensionType.SERVER_NAME)),
                means,
                ResumptionMiss.SERVER_NAME_DIFFERS);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWithoutItsSuite(ResumptionMeans means) {
        ServerConfiguration configuration = configuration(means);
        Tls12Client first =
                first(
                        configuration,
                        c -> c.offering(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));

        assertMissed(
                again(
                        configuration,
                        first,
                        c -> c.offering(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)),
                means,
                ResumptionMiss.CIPHER_SUITE_NOT_SHARED);
        ServerConfiguration stricter =
                configuration.withPolicy(
                        TlsPolicies.COMPATIBLE_2026_11.withCipherSuites(
                                List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)));
        assertMissed(
                again(stricter, first, _ -> {}), means, ResumptionMiss.CIPHER_SUITE_NOT_SHARED);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("RFC 7627, 5.3 gained")
    void isRefusedWhenAnExtendedMasterSecretIsOfferedAnew(ResumptionMeans means) {
        ServerConfiguration configuration = configuration(means);
        Tls12Client first =
                first(configuration, c -> c.hello().without(ExtensionType.EXTENDED_MASTER_SECRET));

        assertMissed(
                again(configuration, first, _ -> {}),
                means,
                ResumptionMiss.EXTENDED_MASTER_SECRET_DIFFERS);
    }

    @Test
    @Requirement("RFC 5077, 4 integrity")
    void aTicketOfWhichAnyByteIsChangedIsAsGoodAsNone() {
        ServerConfiguration configuration = configuration(ResumptionMeans.TICKET);
        Tls12Client first = first(configuration, _ -> {});
        for (int i = 0; i < first.ticket().length; i++) {
            byte[] changed = first.ticket().clone();
            changed[i] ^= 1;
            Tls12Client again = new Tls12Client(Tls12Server.of(configuration));
            again.hello().set(ExtensionType.SESSION_TICKET, changed);

            assertMissed(again.handshake(), ResumptionMeans.TICKET, ResumptionMiss.UNKNOWN_KEY);
        }
    }

    @Test
    void ofAnotherServerIsUnknown() {
        Tls12Client byTicket = first(configuration(ResumptionMeans.TICKET), _ -> {});
        Tls12Client byId = first(configuration(ResumptionMeans.SESSION_ID), _ -> {});

        assertMissed(
                again(configuration(ResumptionMeans.TICKET), byTicket, _ -> {}),
                ResumptionMeans.TICKET,
                ResumptionMiss.UNKNOWN_KEY);
        assertMissed(
                again(configuration(ResumptionMeans.SESSION_ID), byId, _ -> {}),
                ResumptionMeans.SESSION_ID,
                ResumptionMiss.UNKNOWN_SESSION_ID);
    }

    @Test
    void anIdThatIsMadeUpForMiddleboxesIsNotMissed() {
        TestServer server = Tls12Server.of(configuration(ResumptionMeans.SESSION_ID));
        Tls12Client client = new Tls12Client(server);
        client.hello().sessionId(new byte[32]).keyShare(_ -> {});
        client.handshake();

        assertThat(server.isEstablished()).isTrue();
        assertThat(server.events(TlsEvent.ResumptionOffered.class)).isEmpty();
    }

    @Test
    @Requirement("RFC 5246, 7.2.2 forgetting")
    void aSessionWhoseConnectionFailsIsForgotten() {
        ServerConfiguration configuration = configuration(ResumptionMeans.SESSION_ID);
        Tls12Client first = first(configuration, _ -> {});
        first.send(ContentType.HANDSHAKE, hex("01"));

        assertMissed(
                again(configuration, first, _ -> {}),
                ResumptionMeans.SESSION_ID,
                ResumptionMiss.UNKNOWN_SESSION_ID);
    }

    @ParameterizedTest
    @EnumSource
    void bringsTheClientsIdentityWithItAndChecksItAgain(ResumptionMeans means) {
        ServerConfiguration asking = configuration(means).withClientAuthentication(INSISTS);
        Tls12Client first = authenticated(asking, means);
        Tls12Client again = again(asking, first, _ -> {});

        assertResumed(again, means);
        assertThat(again.server().connection().session().clientCertificates())
                .usingElementComparator(java.util.Arrays::compare)
                .containsExactly(encoded());
    }

    @ParameterizedTest
    @EnumSource
    void beginsAnewIfTheClientsCertificateIsNoLongerGood(ResumptionMeans means) {
        ServerConfiguration asking = configuration(means).withClientAuthentication(INSISTS);
        Tls12Client first = authenticated(asking, means);
        TestServer server =
                Tls12Server.of(asking).refusingCertificates(ClientCertificateRefusal.REVOKED);
        Tls12Client again = new Tls12Client(server).resume(first).sendHello();

        assertThat(again.messages())
                .contains(HandshakeType.CERTIFICATE_REQUEST, HandshakeType.SERVER_HELLO_DONE);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderAnotherRuleForIdentities(ResumptionMeans means) {
        Resumption resumption = resumption(means);
        ServerConfiguration indifferent = Tls12Server.CONFIGURATION.withResumption(resumption);
        ServerConfiguration asking = indifferent.withClientAuthentication(ASKS);
        ServerConfiguration insisting = indifferent.withClientAuthentication(INSISTS);
        Tls12Client known = authenticated(asking, means);
        Tls12Client unknown = first(indifferent, _ -> {});

        assertMissed(
                again(indifferent, known, _ -> {}), means, ResumptionMiss.CLIENT_IDENTITY_DIFFERS);
        assertResumed(again(asking, unknown, _ -> {}), means);
        Tls12Client refused =
                new Tls12Client(Tls12Server.of(insisting)).resume(unknown).sendHello();
        assertThat(refused.messages()).contains(HandshakeType.CERTIFICATE_REQUEST);
    }

    private ServerConfiguration configuration(ResumptionMeans means) {
        return Tls12Server.CONFIGURATION.withResumption(resumption(means));
    }

    private Resumption resumption(ResumptionMeans means) {
        return means == ResumptionMeans.TICKET
                ? Tls12Server.tickets(clock)
                : Tls12Server.ids(clock);
    }

    /// A full handshake of a client that takes a ticket if there are any.
    private static Tls12Client first(
            ServerConfiguration configuration, Consumer<Tls12Client> change) {
        Tls12Client client = new Tls12Client(Tls12Server.of(configuration));
        if (configuration.resumption().takesTickets()) {
            client.hello().set(ExtensionType.SESSION_TICKET, new byte[0]);
        }
        change.accept(client);
        return client.handshake();
    }

    private static Tls12Client authenticated(
            ServerConfiguration configuration, ResumptionMeans means) {
        Tls12Client client = new Tls12Client(Tls12Server.of(configuration));
        if (means == ResumptionMeans.TICKET) {
            client.hello().set(ExtensionType.SESSION_TICKET, new byte[0]);
        }
        client.sendHello()
                .sendCertificate(TestPki.certificate(KeyType.EC_P256, "client.example"))
                .sendClientKeyExchange()
                .sendCertificateVerify(
                        TestPki.keyPair(KeyType.EC_P256), SignatureScheme.ECDSA_SECP256R1_SHA256)
                .sendChangeCipherSpec()
                .sendFinished();
        assertThat(client.server().isEstablished()).isTrue();
        return client;
    }

    private static Tls12Client again(
            ServerConfiguration configuration, Tls12Client first, Consumer<Tls12Client> change) {
        Tls12Client client = new Tls12Client(Tls12Server.of(configuration)).resume(first);
        client.hello().random(hex("dd".repeat(32)));
        change.accept(client);
        return client.handshake();
    }

    private static void assertResumed(Tls12Client client, ResumptionMeans means) {
        TestServer server = client.server();
        assertThat(server.isEstablished()).isTrue();
        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.RESUMED);
        assertOffered(server, means, null);
        client.send(ContentType.APPLICATION_DATA, PING).take(server.send(PING));
        assertThat(server.received()).isEqualTo(PING);
        assertThat(client.received()).isEqualTo(PING);
    }

    private static void assertMissed(
            Tls12Client client, ResumptionMeans means, ResumptionMiss cause) {
        TestServer server = client.server();
        assertThat(server.isEstablished()).isTrue();
        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.FULL);
        assertOffered(server, means, cause);
    }

    private static void assertOffered(
            TestServer server, ResumptionMeans means, @Nullable ResumptionMiss miss) {
        assertThat(new ArrayList<>(server.events(TlsEvent.ResumptionOffered.class)))
                .containsExactly(new TlsEvent.ResumptionOffered(means, miss));
    }

    private static byte[] encoded() {
        try {
            return TestPki.certificate(KeyType.EC_P256, "client.example").getEncoded();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
