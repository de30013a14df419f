package io.sallyport.tls.resumption;

import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.resumption.TicketKeySet.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Keys that a process makes for itself: one seals for a period, opens for as long again, and is then
/// forgotten.
final class RandomTicketKeys extends TicketKeySource {
    private final CryptoProvider crypto;
    private final Duration period;

    RandomTicketKeys(CryptoProvider crypto, Duration period) {
        this.crypto = crypto;
        this.period = period;
    }

    @Override
    TicketKeySet keysAt(Instant now, TicketKeySet before) {
        List<Held> keys = new ArrayList<>();
        Instant until = Instant.MAX;
        for (Held held : before.keys()) {
            Instant end = Objects.requireNonNull(held.epochEnd());
            boolean seals = now.isBefore(end);
            Instant next = seals ? end : end.plus(period);
            if (now.isBefore(next)) {
                keys.add(held(held.key(), end, !seals));
                until = next.isBefore(until) ? next : until;
            }
        }
        if (keys.isEmpty() || keys.getFirst().outdated()) {
            Instant end = now.plus(period);
            keys.addFirst(held(TicketKey.random(crypto), end, false));
            until = end.isBefore(until) ? end : until;
        }
        return TicketKeySet.of(keys, Instant.MIN, until);
    }

    @Override
    public void close() {
        // keys come from nowhere
    }

    private Held held(TicketKey key, Instant end, boolean outdated) {
        return new Held(key, TicketKeyOrigin.PROCESS, 0, end.minus(period), end, outdated);
    }
}
