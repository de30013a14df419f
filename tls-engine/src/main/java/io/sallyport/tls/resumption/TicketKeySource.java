package io.sallyport.tls.resumption;

import java.time.Instant;

/// Where a [TicketKeyRing] gets its keys from. Of one ring, which closes it.
public abstract sealed class TicketKeySource implements AutoCloseable
        permits RandomTicketKeys, SharedTicketSecrets, TicketKeyFiles {

    /// The keys to use at a time.
    ///
    /// @param before the keys until now; those that go on being used are taken over as they are
    abstract TicketKeySet keysAt(Instant now, TicketKeySet before);

    /// Wipes what it makes keys from. Keys that it made are the ring's.
    @Override
    public abstract void close();
}
