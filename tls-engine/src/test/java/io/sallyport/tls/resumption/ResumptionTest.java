package io.sallyport.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// What is kept of sessions, and for how long.
class ResumptionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();
    private final TicketKeyRing keys = new TicketKeyRing(TestServer.CRYPTO, HOUR, clock);
    private final Resumption tickets = new Resumption(keys, null, HOUR, clock);

    @Property
    void readsWhatItWrote(
            @ForAll boolean extended,
            @ForAll @LongRange(min = 0, max = (1L << 48) - 1) long time,
            @ForAll @Size(min = 1, max = 255) byte[] secret,
            @ForAll @Size(max = 3) List<@Size(min = 1, max = 50) byte[]> certificates) {
        SessionState state =
                new SessionState(
                        ProtocolVersion.TLS_1_2,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        Secret.owning(secret),
                        extended,
                        time,
                        extended ? null : "server.example",
                        extended ? "h2" : null,
                        new TicketTerms(time, (int) time, extended ? 16384 : 0),
                        certificates);

        SessionState read = SessionState.decode(state.encoded()).orElseThrow();

        assertThat(read).usingRecursiveComparison().ignoringFields("secret").isEqualTo(state);
        assertThat(read.secret()).isEqualTo(state.secret());
    }

    @Property
    void readsNoOtherBytes(@ForAll @Size(max = 200) byte[] bytes) {
        SessionState.decode(bytes).ifPresent(state -> assertThat(state.encoded()).isEqualTo(bytes));
    }

    @Test
    void aTicketWithContentOfAnotherFormatIsMissed() {
        byte[] other = state(0).encoded();
        other[0]++;

        assertThat(tickets.byTicket(keys.seal(other)))
                .isEqualTo(new SessionLookup.Missed(ResumptionMiss.UNKNOWN_CONTENT));
    }

    @Test
    void aKeyOpensForAsLongAsItSealedAndIsThenForgotten() {
        byte[] ticket = keys.seal(new byte[] {1, 2, 3});

        clock.advance(HOUR);
        assertThat(keys.open(ticket))
                .get()
                .satisfies(opened -> {
                    assertThat(opened.state()).containsExactly(1, 2, 3);
                    assertThat(opened.isToBeRenewed()).isTrue();
                });
        byte[] newer = keys.seal(new byte[] {4});
        clock.advance(HOUR);
        assertThat(keys.open(ticket)).isEmpty();
        assertThat(keys.open(newer)).isPresent();
    }

    @Test
    void aSessionFromAClockThatIsAheadLivesNoLongerThanOthers() {
        assertThat(tickets.lifetimeLeft(state(tickets.now() + 100))).isEqualTo(3_600);
        assertThat(tickets.lifetimeLeft(state(tickets.now() - 100))).isEqualTo(3_500);
        assertThat(tickets.lifetimeLeft(state(tickets.now() - 3_700))).isZero();
    }

    @Test
    void theSameStateIsNeverSealedAlike() {
        assertThat(keys.seal(new byte[10])).isNotEqualTo(keys.seal(new byte[10]));
    }

    @Test
    void aSessionTooLargeForATicketGetsNone() {
        SessionState large =
                new SessionState(
                        ProtocolVersion.TLS_1_2,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        Secret.owning(new byte[48]),
                        true,
                        0,
                        null,
                        null,
                        TicketTerms.NONE,
                        List.of(new byte[65_500]));

        assertThat(tickets.ticket(large)).isEqualTo(Optional.empty());
    }

    @Test
    void theCacheKeepsSoManyAndThoseThatWereUsedLast() {
        SessionCache cache = new SessionCache(160);
        Resumption ids = new Resumption(null, cache, HOUR, clock);
        byte[] used = id(0);
        ids.keep(used, state(ids.now()));
        for (int i = 1; i < 10_000; i++) {
            ids.keep(id(i), state(ids.now()));
            assertThat(ids.byId(used)).isInstanceOf(SessionLookup.Found.class);
        }

        assertThat(cache.size()).isEqualTo(160);
        assertThat(ids.byId(id(1)))
                .isEqualTo(new SessionLookup.Missed(ResumptionMiss.UNKNOWN_SESSION_ID));
        assertThat(ids.byId(id(9_999))).isInstanceOf(SessionLookup.Found.class);
    }

    @Test
    void eachWhoFindsASessionHasItsSecretForItself() {
        Resumption ids = new Resumption(null, new SessionCache(16), HOUR, clock);
        ids.keep(id(1), state(ids.now()));
        ((SessionLookup.Found) ids.byId(id(1))).state().secret().close();

        assertThat(((SessionLookup.Found) ids.byId(id(1))).state().secret())
                .isEqualTo(Secret.owning(secret()));
    }

    @Test
    void namesWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resumption(null, null, Duration.ofDays(8), clock))
                .withMessage("lifetime: PT192H (expected: PT1S to PT168H)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resumption(null, null, Duration.ZERO, clock));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tickets.withTicketsPerHandshake(9))
                .withMessage("ticketsPerHandshake: 9 (expected: 0 to 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionCache(0))
                .withMessage("capacity: 0 (expected: at least 1)");
    }

    private static SessionState state(long establishedAt) {
        return new SessionState(
                ProtocolVersion.TLS_1_2,
                CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                Secret.owning(secret()),
                true,
                establishedAt,
                null,
                null,
                TicketTerms.NONE,
                List.of());
    }

    private static byte[] secret() {
        byte[] secret = new byte[48];
        secret[47] = 1;
        return secret;
    }

    private static byte[] id(int number) {
        byte[] id = new byte[32];
        id[0] = (byte) number;
        id[1] = (byte) (number >>> 8);
        return id;
    }
}
