package io.sallyport.tls.resumption;

import static io.sallyport.tls.resumption.SharedSecrets.LIFETIME;
import static io.sallyport.tls.resumption.SharedSecrets.STATE;
import static io.sallyport.tls.resumption.SharedSecrets.secrets;
import static io.sallyport.tls.resumption.SharedSecrets.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import io.sallyport.tls.testing.TrackingCrypto;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nodes that share secrets open each other's tickets. The clock begins where an epoch does.
class SharedTicketSecretsTest {
    private static final Duration EPOCH = Duration.ofHours(12);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();

    @Test
    void nodesWithTheSameSecretOpenEachOthersTickets() {
        TicketKeyRing one = ring("old");
        TicketKeyRing other = ring("old");

        assertFresh(other, one.seal(STATE));
        assertFresh(one, other.seal(STATE));
        assertThat(fingerprints(one)).isEqualTo(fingerprints(other));
    }

    @Test
    void aSecretSealsAndOpensNothingInAnotherContext() {
        byte[] ticket = ring("old").seal(STATE);

        assertThat(new TicketKeyRing(source("another", "old"), clock).open(ticket)).isEmpty();
    }

    @Test
    void theSecretAddedBehindIsOpenedBeforeItSeals() {
        TicketKeyRing notYet = ring("old", "new");
        TicketKeyRing already = ring("new", "old");

        assertFresh(already, already.seal(STATE));
        assertOutdated(notYet, already.seal(STATE));
        assertOutdated(already, notYet.seal(STATE));
        assertOutdated(already, ring("old").seal(STATE));
    }

    @Test
    void ticketsOfASecretThatIsNotListedAreMissed() {
        byte[] ticket = ring("old").seal(STATE);
        TicketKeyRing other = ring("new");

        assertThat(other.open(ticket)).isEmpty();
        assertThat(new Resumption(other, null, LIFETIME, clock).byTicket(ticket))
                .isEqualTo(new SessionLookup.Missed(ResumptionMiss.UNKNOWN_KEY));
    }

    @Test
    void replacingTheSecretsLosesNothingThatIsStillListed() {
        TicketKeyRing ring = ring("old");
        byte[] ticket = ring.seal(STATE);

        ring.replaceSource(source("web", "new", "old"));
        assertOutdated(ring, ticket);
        assertThat(ring.keys())
                .filteredOn(key -> key.ticketsSealed() > 0)
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.number()).isEqualTo(2);
                    assertThat(key.seals()).isFalse();
                    assertThat(key.ticketsOpened()).isEqualTo(1);
                });
        byte[] newer = ring.seal(STATE);
        ring.replaceSource(source("web", "new"));
        assertThat(ring.open(ticket)).isEmpty();
        assertFresh(ring, newer);
    }

    @Test
    void aTicketOfAnEarlierEpochIsOpenedAndRenewedForAsLongAsASessionLives() {
        TicketKeyRing ring = ring("old");
        TicketKeyRing idle = ring("old");
        byte[] ticket = ring.seal(STATE);

        clock.advance(EPOCH.minusSeconds(1));
        assertFresh(ring, ticket);
        clock.advance(Duration.ofSeconds(1));
        assertOutdated(ring, ticket);
        clock.advance(EPOCH.multipliedBy(2).minusSeconds(1));
        assertOutdated(ring, ticket);
        assertOutdated(idle, ticket);
        assertOutdated(ring("old"), ticket);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ring.open(ticket)).isEmpty();
        assertThat(ring("old").open(ticket)).isEmpty();
    }

    @Test
    void aTicketOfANodeWhoseClockIsAheadIsOpened() {
        Tls12Server.Clock ahead = new Tls12Server.Clock();
        ahead.advance(EPOCH);

        assertFresh(ring("old"), new TicketKeyRing(source("web", "old"), ahead).seal(STATE));
        ahead.advance(EPOCH);
        assertThat(ring("old").open(new TicketKeyRing(source("web", "old"), ahead).seal(STATE)))
                .isEmpty();
    }

    @Test
    void aClockThatIsSetBackFarMakesKeysForItsTime() {
        TicketKeyRing ring = ring("old");
        byte[] before = ring("old").seal(STATE);

        clock.advance(EPOCH);
        byte[] ticket = ring.seal(STATE);
        clock.advance(EPOCH.negated());
        assertFresh(ring, ticket);
        clock.advance(EPOCH.multipliedBy(-1));
        assertFresh(ring, before);
        assertThat(ring.open(ticket)).isEmpty();
    }

    @Test
    void aTicketWithAnyByteChangedIsNoTicket() {
        TicketKeyRing ring = ring("old", "older");
        byte[] ticket = ring.seal(STATE);

        for (int i = 0; i < ticket.length; i++) {
            byte[] changed = ticket.clone();
            changed[i] ^= 1;
            assertThat(ring.open(changed)).as("byte %d", i).isEmpty();
            assertThat(ring.open(Arrays.copyOf(ticket, i))).as("%d bytes", i).isEmpty();
        }
        assertThat(ring.open(Arrays.copyOf(ticket, ticket.length + 1))).isEmpty();
        assertFresh(ring, ticket);
    }

    /// Everything that was made by HKDF, but for the names themselves: no ticket shows any of it.
    @Test
    void namesAndFingerprintsTellNothingOfKeysAndSecrets() {
        TrackingCrypto crypto = new TrackingCrypto(TestServer.CRYPTO);
        TicketKeyRing ring =
                new TicketKeyRing(
                        new SharedTicketSecrets(crypto, secrets("old"), "web", LIFETIME), clock);
        String ticket = HexFormat.of().formatHex(ring.seal(new byte[0]));
        List<String> secrets =
                crypto.history().stream()
                        .filter(secret -> secret.length == 32)
                        .map(HexFormat.of()::formatHex)
                        .toList();

        assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
        for (String secret : secrets) {
            String beginning = secret.substring(0, 16);
            assertThat(ticket).doesNotContain(beginning);
            assertThat(ring.keys().toString()).doesNotContain(beginning);
        }
        assertThat(ring.keys().toString())
                .doesNotContain(ticket.substring(0, 16))
                .contains(ring.keys().getFirst().fingerprint());
    }

    @Test
    void refusesSecretsThatAreShortOrTwiceThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(Secret.owning(new byte[31]))))
                .withMessage("a secret of 31 bytes (expected: at least 32)");
        assertThatIllegalArgumentException().isThrownBy(() -> of(secrets("a", "b", "a")));
        assertThatIllegalArgumentException().isThrownBy(() -> of(List.of()));
    }

    private static SharedTicketSecrets of(List<Secret> secrets) {
        return new SharedTicketSecrets(TestServer.CRYPTO, secrets, "web", LIFETIME);
    }

    private TicketKeyRing ring(String... secrets) {
        return new TicketKeyRing(source("web", secrets), clock);
    }

    private static List<String> fingerprints(TicketKeyRing ring) {
        return ring.keys().stream().map(TicketKeyDescription::fingerprint).toList();
    }

    private static void assertFresh(TicketKeyRing ring, byte[] ticket) {
        assertOpened(ring, ticket, false);
    }

    private static void assertOutdated(TicketKeyRing ring, byte[] ticket) {
        assertOpened(ring, ticket, true);
    }

    private static void assertOpened(TicketKeyRing ring, byte[] ticket, boolean renewed) {
        assertThat(ring.open(ticket))
                .get()
                .satisfies(opened -> {
                    assertThat(opened.state()).isEqualTo(STATE);
                    assertThat(opened.isToBeRenewed()).isEqualTo(renewed);
                });
    }
}
