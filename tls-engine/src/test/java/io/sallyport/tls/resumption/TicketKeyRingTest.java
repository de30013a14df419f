package io.sallyport.tls.resumption;

import static io.sallyport.tls.resumption.SharedSecrets.LIFETIME;
import static io.sallyport.tls.resumption.SharedSecrets.STATE;
import static io.sallyport.tls.resumption.SharedSecrets.secrets;
import static io.sallyport.tls.resumption.SharedSecrets.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import io.sallyport.tls.testing.TrackingCrypto;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a ring does with keys: tells of them, replaces them while they are used, wipes them.
class TicketKeyRingTest {
    private static final Duration EPOCH = Duration.ofHours(12);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();

    @Test
    void whatIsNoLongerNeededIsWiped() {
        TrackingCrypto crypto = new TrackingCrypto(TestServer.CRYPTO);
        List<Secret> given = secrets("old", "older");
        TicketKeyRing ring =
                new TicketKeyRing(new SharedTicketSecrets(crypto, given, "web", LIFETIME), clock);
        int perSecret = 4;

        assertThat(given).allMatch(secret -> isZero(secret.bytes()));
        // what keys are derived from, and a key for each epoch
        assertThat(crypto.secretsAlive()).hasSize(2 + 2 * perSecret);
        clock.advance(EPOCH.multipliedBy(100));
        ring.seal(STATE);
        assertThat(crypto.secretsAlive()).hasSize(2 + 2 * perSecret);
        ring.replaceSource(new SharedTicketSecrets(crypto, secrets("old"), "web", LIFETIME));
        assertThat(crypto.secretsAlive()).hasSize(1 + perSecret);
    }

    @Test
    void describesItsKeysTheOneThatSealsFirst() {
        TicketKeyRing ring = ring("new", "old");
        byte[] ticket = ring("old").seal(STATE);
        ring.seal(STATE);
        ring.seal(STATE);
        clock.advance(Duration.ofMinutes(1));
        ring.seal(STATE);
        ring.open(ticket);

        List<TicketKeyDescription> keys = ring.keys();
        assertThat(keys).hasSize(8).filteredOn(TicketKeyDescription::seals).hasSize(1);
        Instant start = Instant.parse("2026-11-26T12:00:00Z");
        assertThat(keys.getFirst())
                .isEqualTo(
                        new TicketKeyDescription(
                                keys.getFirst().fingerprint(),
                                TicketKeyOrigin.SECRET,
                                1,
                                start,
                                start.plus(EPOCH),
                                true,
                                start,
                                start.plusSeconds(60),
                                3,
                                0));
        assertThat(keys)
                .filteredOn(key -> key.ticketsOpened() == 1)
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.number()).isEqualTo(2);
                    assertThat(key.epochStart()).isEqualTo(start);
                });
        assertThat(keys.get(1).firstUse()).isNull();
        assertThat(keys.get(1).lastUse()).isNull();
        assertThat(keys).extracting(TicketKeyDescription::fingerprint).doesNotHaveDuplicates();
        assertThat(keys.getFirst().fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void nothingIsLostWhileKeysAreReplaced() throws InterruptedException {
        TicketKeyRing ring = ring("a", "b");
        List<Throwable> failures = new ArrayList<>();
        Thread user =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                        .start(() -> {
                            for (int i = 0; i < 2_000; i++) {
                                assertThat(ring.open(ring.seal(STATE))).isPresent();
                            }
                        });
        for (int i = 0; i < 500; i++) {
            // each has the key that sealed last
            ring.replaceSource(i % 2 == 0 ? source("web", "b", "a") : source("web", "a", "b"));
        }
        user.join();

        assertThat(failures).isEmpty();
    }

    @Test
    void noTicketIsSealedByAKeyThatIsWipedJustThen() {
        List<Runnable> hooks = new ArrayList<>();
        CryptoProvider crypto = beforeEachCipher(hooks);
        TicketKeyRing ring =
                new TicketKeyRing(
                        new SharedTicketSecrets(crypto, secrets("old"), "web", LIFETIME), clock);
        hooks.add(() -> ring.replaceSource(source("web", "new")));

        assertThat(ring("new").open(ring.seal(STATE))).isPresent();
    }

    /// The usual cryptography, but for what happens just before it takes a key.
    private static CryptoProvider beforeEachCipher(List<Runnable> hooks) {
        return (CryptoProvider)
                Proxy.newProxyInstance(
                        CryptoProvider.class.getClassLoader(),
                        new Class<?>[] {CryptoProvider.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("aead")) {
                                hooks.forEach(Runnable::run);
                            }
                            return method.invoke(TestServer.CRYPTO, arguments);
                        });
    }

    @Test
    void aKeyThatWasWipedSealsAndOpensNothing() {
        TicketKey key = TicketKey.random(TestServer.CRYPTO);
        byte[] ticket = key.seal(STATE, clock.instant()).orElseThrow();

        key.close();
        key.close();

        assertThat(key.seal(STATE, clock.instant())).isEmpty();
        assertThat(key.open(ticket, clock.instant())).isEmpty();
    }

    private TicketKeyRing ring(String... secrets) {
        return new TicketKeyRing(source("web", secrets), clock);
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }
}
