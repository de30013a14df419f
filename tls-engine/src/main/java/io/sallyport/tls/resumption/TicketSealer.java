package io.sallyport.tls.resumption;

import java.util.Optional;

/// Seals the state of sessions into tickets that clients keep for us (RFC 5077, section 4). Thread-safe.
public interface TicketSealer {

    /// Makes a ticket.
    byte[] seal(byte[] state);

    /// Opens a ticket.
    ///
    /// @return nothing if it is not one of ours, or too old to be opened
    Optional<OpenedTicket> open(byte[] ticket);
}
