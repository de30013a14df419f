package io.sallyport.tls.resumption;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What may be told of a ticket key: everything but the key. As of one moment.
///
/// @param fingerprint 16 hexadecimal digits, the same wherever the key is the same
/// @param number of the secret or file that it comes from, the newest being 1; 0 if it is of this process
/// @param epochStart when those that have it begin to seal by it; null if it is not made for a time
/// @param epochEnd when they cease to; null if it is not made for a time
/// @param seals whether tickets are sealed by it now
/// @param firstUse null if it was never used
/// @param lastUse null if it was never used
/// @param ticketsSealed by this process
/// @param ticketsOpened by this process
public record TicketKeyDescription(
        String fingerprint,
        TicketKeyOrigin origin,
        int number,
        @Nullable Instant epochStart,
        @Nullable Instant epochEnd,
        boolean seals,
        @Nullable Instant firstUse,
        @Nullable Instant lastUse,
        long ticketsSealed,
        long ticketsOpened) {}
