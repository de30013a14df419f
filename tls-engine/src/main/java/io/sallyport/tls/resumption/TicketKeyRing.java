package io.sallyport.tls.resumption;

import io.sallyport.tls.crypto.CryptoProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Ticket keys: one seals, those before it still open for a while, and what is older is wiped, so that
/// recorded traffic cannot be read by whoever takes the memory later. Thread-safe.
///
/// Keys are replaced as a whole, by whoever first comes when they are due: everybody sees the old ones or
/// the new ones.
public final class TicketKeyRing implements TicketSealer {
    private final InstantSource clock;

    /// Guarded by this object.
    private TicketKeySource source;

    private volatile TicketKeySet keys = TicketKeySet.NONE;

    /// Keys that this process makes for itself.
    ///
    /// @param period how long a key seals, and how long it opens after that; at least the lifetime of a
    ///     session
    public TicketKeyRing(CryptoProvider crypto, Duration period, InstantSource clock) {
        this(new RandomTicketKeys(crypto, period), clock);
    }

    /// @param source of this ring alone, which closes it when it is replaced
    public TicketKeyRing(TicketKeySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        current(clock.instant());
    }

    /// Takes keys from elsewhere from now on. Keys that are among the new ones, too, go on, with what is
    /// known of their use; the others no longer open anything.
    ///
    /// @param next of this ring alone
    public synchronized void replaceSource(TicketKeySource next) {
        put(next.keysAt(clock.instant(), keys));
        source.close();
        source = next;
    }

    /// What may be told of the keys, the one that seals first.
    public List<TicketKeyDescription> keys() {
        return current(clock.instant()).descriptions();
    }

    @Override
    public byte[] seal(byte[] state) {
        while (true) {
            Instant now = clock.instant();
            Optional<byte[]> ticket = current(now).keys().getFirst().key().seal(state, now);
            if (ticket.isPresent()) {
                return ticket.get();
            }
            // the keys were replaced in between, and this one is not among the new ones
        }
    }

    @Override
    public Optional<OpenedTicket> open(byte[] ticket) {
        Instant now = clock.instant();
        TicketKeySet current = current(now);
        return TicketKey.nameIn(ticket)
                .flatMap(current::find)
                .flatMap(held ->
                        held.key()
                                .open(ticket, now)
                                .map(state -> new OpenedTicket(state, held.outdated())));
    }

    private TicketKeySet current(Instant now) {
        TicketKeySet current = keys;
        return current.isGoodAt(now) ? current : rotated(now);
    }

    private synchronized TicketKeySet rotated(Instant now) {
        if (!keys.isGoodAt(now)) {
            put(source.keysAt(now, keys));
        }
        return keys;
    }

    /// Wiped only when nobody can find them any more.
    private void put(TicketKeySet next) {
        TicketKeySet before = keys;
        keys = next;
        before.closeAllBut(next);
    }
}
