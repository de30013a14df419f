package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ClientTicket;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions of TLS 1.3 are resumed by ticket, and only by those that they belong to.
class TicketResumptionTest {
    /// Whose breaking is tested here.
    static final Set<PeerMisbehaved> RULES = Set.of(PeerMisbehaved.SENT_INCORRECT_BINDER);

    private static final byte[] PING = hex("70 69 6e 67");
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();
    private final ServerConfiguration configuration =
            TestServer.CONFIGURATION.withResumption(tickets());

    static Stream<CipherSuite> suites() {
        return CipherSuite.of(ProtocolVersion.TLS_1_3).stream();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void worksUnderEverySuite(CipherSuite suite) {
        ScriptedClient first = first(c -> c.hello().cipherSuites(suite));

        ScriptedClient again =
                again(first.flights().tickets().getFirst(), c -> c.hello().cipherSuites(suite));

        assertResumed(again);
        assertThat(again.server().connection().session().cipherSuite()).isEqualTo(suite);
    }

    @Test
    @Requirement("RFC 9846, 4.7.1 hash")
    void worksUnderAnotherSuiteOfTheSameHash() {
        ClientTicket ticket = ticket(c -> c.hello().cipherSuites(0x1301));

        assertResumed(again(ticket, c -> c.hello().cipherSuites(0x1303)));
        assertMissed(
                again(ticket, c -> c.hello().cipherSuites(0x1302)),
                ResumptionMiss.CIPHER_SUITE_NOT_SHARED);
    }

    @Test
    void sendsNeitherCertificateNorSignature() {
        ScriptedClient again = again(ticket(_ -> {}), _ -> {});

        assertThat(again.flights().messages())
                .containsExactly(
                        HandshakeType.SERVER_HELLO,
                        HandshakeType.ENCRYPTED_EXTENSIONS,
                        HandshakeType.FINISHED,
                        HandshakeType.NEW_SESSION_TICKET);
        NegotiatedSession session = again.server().connection().session();
        assertThat(session.group()).isNotNull();
        assertThat(session.signatureScheme()).isNull();
    }

    @Test
    void givesTwoTicketsAndOneForEachThatIsUsed() {
        ScriptedClient first = first(_ -> {});
        assertThat(first.flights().tickets()).hasSize(2);
        assertThat(first.flights().tickets().get(0).preSharedKey())
                .isNotEqualTo(first.flights().tickets().get(1).preSharedKey());

        for (ClientTicket ticket : first.flights().tickets()) {
            ScriptedClient again = again(ticket, _ -> {});
            assertResumed(again);
            assertThat(again.flights().tickets()).hasSize(1);
            assertResumed(again(again.flights().tickets().getFirst(), _ -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void givesAsManyTicketsAsConfigured(int number) {
        ServerConfiguration other =
                TestServer.CONFIGURATION.withResumption(tickets().withTicketsPerHandshake(number));
        ScriptedClient first = new ScriptedClient(new TestServer(other)).takingTickets();

        assertThat(first.handshake().requireEstablished().flights().tickets()).hasSize(number);
    }

    @Test
    @Requirement("RFC 9846, 4.3.9 tickets")
    void givesNoTicketToThoseWhoCannotUseIt() {
        ScriptedClient silent = new ScriptedClient(new TestServer(configuration)).handshake();
        ScriptedClient without = new ScriptedClient(new TestServer(configuration));
        without.hello().set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("01 00"));

        assertThat(silent.requireEstablished().flights().tickets()).isEmpty();
        assertThat(without.handshake().requireEstablished().flights().tickets()).isEmpty();
    }

    @Test
    @Requirement("RFC 9846, 4.3.9 psk_ke")
    void isRefusedWithoutAKeyExchange() {
        ScriptedClient again =
                again(
                        ticket(_ -> {}),
                        c -> c.hello().set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("01 00")));

        assertMissed(again, ResumptionMiss.KEY_EXCHANGE_MODE_REFUSED);
    }

    @Test
    @Requirement("RFC 9846, 4.3.9 psk_ke")
    void worksWithoutAKeyExchangeWhereThatIsAllowed() {
        ServerConfiguration allowing =
                TestServer.CONFIGURATION.withResumption(tickets().withPskKe());
        Consumer<ScriptedClient> takesNothingElse =
                c -> c.hello().set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("01 00"));
        ClientTicket first = full(allowing, takesNothingElse).flights().tickets().getFirst();

        ScriptedClient again = again(allowing, first, takesNothingElse);

        assertResumed(again);
        assertThat(again.server().connection().session().group()).isNull();
        assertThat(again.flights().tickets()).hasSize(1);
    }

    @Test
    @Requirement("RFC 9846, 4.3.9 psk_ke")
    void hasAKeyExchangeIfTheClientTakesBothWays() {
        ServerConfiguration allowing =
                TestServer.CONFIGURATION.withResumption(tickets().withPskKe());
        Consumer<ScriptedClient> takesBoth =
                c -> c.hello().set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("02 00 01"));

        ScriptedClient again =
                again(
                        allowing,
                        full(allowing, takesBoth).flights().tickets().getFirst(),
                        takesBoth);

        assertResumed(again);
        assertThat(again.server().connection().session().group()).isNotNull();
    }

    @Test
    @Requirement("RFC 9846, 4.7.1 lifetime")
    void worksUntilTheTimeSinceTheFullHandshakeIsOver() {
        ClientTicket first = ticket(_ -> {});
        assertThat(first.lifetime()).isEqualTo(3600);

        clock.advance(LIFETIME.minusSeconds(10));
        ScriptedClient again = again(first, _ -> {});
        ClientTicket second = again.flights().tickets().getFirst();
        assertResumed(again);
        assertThat(second.lifetime()).isEqualTo(10);

        clock.advance(Duration.ofSeconds(10));
        assertMissed(again(first, _ -> {}), ResumptionMiss.EXPIRED);
        assertMissed(again(second, _ -> {}), ResumptionMiss.EXPIRED);
    }

    @Test
    void isRefusedUnderAnotherServerName() {
        ClientTicket ticket = ticket(_ -> {});

        assertMissed(
                again(ticket, c -> c.hello().serverName("other.example")),
                ResumptionMiss.SERVER_NAME_DIFFERS);
        assertMissed(
                again(ticket, c -> c.hello().without(ExtensionType.SERVER_NAME)),
                ResumptionMiss.SERVER_NAME_DIFFERS);
    }

    @Test
    void isRefusedForAnotherApplicationProtocol() {
        ServerConfiguration speaking =
                new ServerConfiguration(
                        configuration.policy(),
                        configuration.credentials(),
                        configuration.unknownServerName(),
                        List.of("h2", "http/1.1"),
                        null,
                        configuration.resumption(),
                        false,
                        null);
        ClientTicket ticket =
                full(speaking, c -> c.hello().protocols("h2")).flights().tickets().getFirst();

        assertResumed(again(speaking, ticket, c -> c.hello().protocols("h2")));
        assertMissed(
                again(speaking, ticket, c -> c.hello().protocols("http/1.1")),
                ResumptionMiss.APPLICATION_PROTOCOL_DIFFERS);
        assertMissed(again(speaking, ticket, _ -> {}), ResumptionMiss.APPLICATION_PROTOCOL_DIFFERS);
    }

    @Test
    void isRefusedByATicketOfTls12() {
        Resumption shared = tickets();
        Tls12Client old =
                new Tls12Client(Tls12Server.of(Tls12Server.CONFIGURATION.withResumption(shared)));
        old.hello().set(ExtensionType.SESSION_TICKET, new byte[0]);
        ClientTicket other = ticket(_ -> {}).withTicket(old.handshake().ticket());

        assertMissed(
                again(TestServer.CONFIGURATION.withResumption(shared), other, _ -> {}),
                ResumptionMiss.VERSION_DIFFERS);
    }

    @Test
    @Requirement("RFC 9846, 4.3.11 unknown")
    void aTicketOfWhichAnyByteIsChangedIsAsGoodAsNone() {
        ClientTicket ticket = ticket(_ -> {});
        for (int i = 0; i < ticket.ticket().length; i++) {
            byte[] changed = ticket.ticket().clone();
            changed[i] ^= 1;

            assertMissed(again(ticket.withTicket(changed), _ -> {}), ResumptionMiss.UNKNOWN_KEY);
        }
    }

    @Test
    void worksByASecondTicketIfTheFirstIsUnknown() {
        ClientTicket good = ticket(_ -> {});
        ClientTicket bad = good.withTicket(new byte[100]);
        ScriptedClient again = new ScriptedClient(new TestServer(configuration)).offer(bad, good);

        assertResumed(again.handshake());
        assertThat(again.flights().serverHello().extensions())
                .containsEntry(ExtensionType.PRE_SHARED_KEY.code(), hex("00 01"));
    }

    @Test
    void looksAtFourTicketsAndNoMore() {
        ClientTicket good = ticket(_ -> {});
        ClientTicket bad = good.withTicket(new byte[100]);
        ScriptedClient again =
                new ScriptedClient(new TestServer(configuration)).offer(bad, bad, bad, bad, good);

        assertMissed(again.handshake(), ResumptionMiss.UNKNOWN_KEY);
    }

    @Test
    @Requirement("RFC 9846, 4.3.11.2 wrong")
    void aBinderByAnotherKeyEndsTheHandshake() {
        ClientTicket ticket = ticket(_ -> {});
        ScriptedClient again =
                new ScriptedClient(new TestServer(configuration))
                        .offer(ticket.withKey(new byte[32]))
                        .sendHello();

        assertThat(Provocation.aftermath(again.server(), again.alerts()))
                .isEqualTo(new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INCORRECT_BINDER));
        assertThat(again.alerts()).containsExactly(AlertDescription.DECRYPT_ERROR);
        assertOffered(again.server(), ResumptionMiss.BINDER_WRONG);
    }

    @Test
    void aBinderOfAnotherLengthEndsTheHandshake() {
        ClientTicket ticket = ticket(_ -> {});
        ScriptedClient again =
                new ScriptedClient(new TestServer(configuration))
                        .offer(ticket.withSuite(CipherSuite.TLS_AES_256_GCM_SHA384));
        again.sendHello();

        assertThat(again.server().failure())
                .isEqualTo(new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INCORRECT_BINDER));
    }

    @Test
    @Requirement("RFC 9846, 4.3.11.2 after a retry")
    void worksAfterARetry() {
        ClientTicket ticket = ticket(_ -> {});
        ScriptedClient again = new ScriptedClient(new TestServer(configuration)).offer(ticket);
        again.hello().shares();

        again.handshake();

        assertThat(again.flights().retry()).isNotNull();
        assertResumed(again);
    }

    @Test
    void skipsEarlyDataThatATicketNeverAllowed() {
        ScriptedClient again =
                new ScriptedClient(new TestServer(configuration)).offer(ticket(_ -> {}));
        again.hello().set(ExtensionType.EARLY_DATA, new byte[0]);
        again.sendHello().sendPlain(ContentType.APPLICATION_DATA, new byte[100]).sendFinished();

        assertResumed(again);
        assertThat(again.flights().encryptedExtensions())
                .doesNotContainKey(ExtensionType.EARLY_DATA.code());
    }

    @Test
    void isNotMissedWhereNoTicketsAreTaken() {
        ScriptedClient again =
                again(TestServer.CONFIGURATION, ticket(_ -> {}), _ -> {}).requireEstablished();

        assertThat(again.server().connection().session().kind()).isEqualTo(HandshakeKind.FULL);
        assertThat(again.server().events(TlsEvent.ResumptionOffered.class)).isEmpty();
        assertThat(again.flights().tickets()).isEmpty();
    }

    @Test
    void worksUnderAPolicyThatSpeaksTls12AsWell() {
        ServerConfiguration both = configuration.withPolicy(TlsPolicies.MOZILLA_INTERMEDIATE_6_0);

        assertResumed(again(both, full(both, _ -> {}).flights().tickets().getLast(), _ -> {}));
    }

    private Resumption tickets() {
        return new Resumption(
                new TicketKeyRing(TestServer.CRYPTO, LIFETIME, clock), null, LIFETIME, clock);
    }

    private ClientTicket ticket(Consumer<ScriptedClient> change) {
        return first(change).flights().tickets().getFirst();
    }

    private ScriptedClient first(Consumer<ScriptedClient> change) {
        return full(configuration, change);
    }

    private static ScriptedClient full(
            ServerConfiguration configuration, Consumer<ScriptedClient> change) {
        ScriptedClient client = new ScriptedClient(new TestServer(configuration)).takingTickets();
        change.accept(client);
        return client.handshake().requireEstablished();
    }

    private ScriptedClient again(ClientTicket ticket, Consumer<ScriptedClient> change) {
        return again(configuration, ticket, change);
    }

    private static ScriptedClient again(
            ServerConfiguration configuration,
            ClientTicket ticket,
            Consumer<ScriptedClient> change) {
        ScriptedClient client = new ScriptedClient(new TestServer(configuration)).offer(ticket);
        client.hello().random(hex("dd".repeat(32)));
        change.accept(client);
        return client.handshake();
    }

    private static void assertResumed(ScriptedClient client) {
        TestServer server = client.requireEstablished().server();
        assertThat(client.flights().isResumed()).isTrue();
        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.RESUMED);
        assertOffered(server, null);
        client.send(PING).take(server.send(PING));
        assertThat(server.received()).isEqualTo(PING);
        assertThat(client.flights().received()).isEqualTo(PING);
    }

    private static void assertMissed(ScriptedClient client, ResumptionMiss cause) {
        TestServer server = client.requireEstablished().server();
        assertThat(client.flights().isResumed()).isFalse();
        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.FULL);
        assertOffered(server, cause);
    }

    private static void assertOffered(TestServer server, @Nullable ResumptionMiss miss) {
        assertThat(server.events(TlsEvent.ResumptionOffered.class))
                .containsExactly(new TlsEvent.ResumptionOffered(ResumptionMeans.TICKET, miss));
    }
}
