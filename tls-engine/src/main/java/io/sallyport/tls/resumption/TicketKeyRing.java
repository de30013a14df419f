package io.sallyport.tls.resumption;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.crypto.CryptoProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ticket keys that this process makes for itself: one seals for as long as a session may live, then opens
/// for as long again and is forgotten, so that recorded traffic cannot be read by whoever takes the
/// memory later. Thread-safe.
public final class TicketKeyRing implements TicketSealer {
    private final CryptoProvider crypto;
    private final Duration period;
    private final InstantSource clock;

    /// The newest first.
    private volatile List<Aged> keys;

    private record Aged(TicketKey key, Instant madeAt) {}

    /// @param period how long a key seals, and how long it opens after that; at least the lifetime of a
    ///     session
    public TicketKeyRing(CryptoProvider crypto, Duration period, InstantSource clock) {
        this.crypto = crypto;
        this.period = period;
        this.clock = clock;
        this.keys = List.of(new Aged(TicketKey.random(crypto), clock.instant()));
    }

    @Override
    public byte[] seal(byte[] state) {
        return current().getFirst().key().seal(state);
    }

    @Override
    public Optional<OpenedTicket> open(byte[] ticket) {
        List<Aged> now = current();
        for (Aged each : now) {
            if (each.key().isNamedBy(ticket)) {
                return open(each, ticket, !each.equals(now.getFirst()));
            }
        }
        return Optional.empty();
    }

    private static Optional<OpenedTicket> open(Aged key, byte[] ticket, boolean renew) {
        try {
            return Optional.of(new OpenedTicket(key.key().open(ticket), renew));
        } catch (TlsException _) {
            // a ticket that was changed on its way is as good as none
            return Optional.empty();
        }
    }

    private List<Aged> current() {
        List<Aged> now = keys;
        return isOver(now.getFirst(), 1) ? rotated() : now;
    }

    private synchronized List<Aged> rotated() {
        List<Aged> before = keys;
        if (isOver(before.getFirst(), 1)) {
            List<Aged> next = new ArrayList<>();
            next.add(new Aged(TicketKey.random(crypto), clock.instant()));
            before.stream().filter(each -> !isOver(each, 2)).forEach(next::add);
            keys = List.copyOf(next);
        }
        return keys;
    }

    private boolean isOver(Aged key, int periods) {
        return !clock.instant().isBefore(key.madeAt().plus(period.multipliedBy(periods)));
    }
}
