package io.sallyport.tls.resumption;

import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.resumption.TicketKeySet.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keys derived from secrets that several processes share: each secret gives a key for each epoch, so that
/// tickets outlive a process and resume at every node, and yet no key seals for longer than half a day.
///
/// The first secret seals, by the key of the present epoch. All of them open what may still be a live
/// session, and what a node seals whose clock is up to an epoch ahead.
public final class SharedTicketSecrets extends TicketKeySource {
    /// Bytes that a secret has at least: as many as the keys that are made of it.
    public static final int LEAST_LENGTH = 32;

    /// The same everywhere and always, so that nodes cannot disagree on it. Epochs are counted from 1970.
    static final Duration EPOCH = Duration.ofHours(12);

    private final TicketKeyDerivation derivation;
    private final long epochsBack;

    /// Extracted, the newest first.
    private final List<Secret> secrets;

    /// @param secrets at least one, the newest first, each of at least 32 bytes and none twice; closed
    ///     here
    /// @param context who shares the keys, such as the name of a listener
    /// @param lifetime of a session
    /// @throws IllegalArgumentException if there is none, one is too short, or one is there twice
    public SharedTicketSecrets(
            CryptoProvider crypto, List<Secret> secrets, String context, Duration lifetime) {
        this.derivation = new TicketKeyDerivation(crypto, context);
        this.epochsBack = Math.ceilDiv(lifetime.toSeconds(), EPOCH.toSeconds());
        List<Secret> extracted = new ArrayList<>();
        for (Secret secret : secrets) {
            if (secret.length() < LEAST_LENGTH) {
                throw new IllegalArgumentException(
                        "a secret of " + secret.length() + " bytes (expected: at least 32)");
            }
            extracted.add(derivation.extract(secret.bytes()));
        }
        if (extracted.isEmpty() || hasTwins(extracted)) {
            throw new IllegalArgumentException(
                    "no secret, or one that is there twice (expected: distinct ones)");
        }
        secrets.forEach(Secret::close);
        this.secrets = List.copyOf(extracted);
    }

    @Override
    TicketKeySet keysAt(Instant now, TicketKeySet before) {
        long present = Math.floorDiv(now.getEpochSecond(), EPOCH.toSeconds());
        List<Held> keys = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            keys.add(key(i, present, false, before));
            keys.add(key(i, present + 1, false, before));
            for (long back = 1; back <= epochsBack; back++) {
                keys.add(key(i, present - back, true, before));
            }
        }
        // clocks may be set back a little: the set of the epoch before would do no better
        return TicketKeySet.of(keys, start(present - 1), start(present + 1));
    }

    @Override
    public void close() {
        secrets.forEach(Secret::close);
    }

    private Held key(int index, long epoch, boolean past, TicketKeySet before) {
        Secret secret = secrets.get(index);
        TicketKeyName name = derivation.name(secret, epoch);
        TicketKey key =
                before.find(name)
                        .map(Held::key)
                        .orElseGet(() -> derivation.key(secret, epoch, name));
        return new Held(
                key,
                TicketKeyOrigin.SECRET,
                index + 1,
                start(epoch),
                start(epoch + 1),
                past || index > 0);
    }

    private static Instant start(long epoch) {
        return Instant.ofEpochSecond(epoch * EPOCH.toSeconds());
    }

    private static boolean hasTwins(List<Secret> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.subList(0, i).contains(secrets.get(i))) {
                return true;
            }
        }
        return false;
    }
}
