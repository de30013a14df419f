package io.sallyport.config.model;

import java.time.Duration;
import java.util.Optional;

/// How a listener keeps sessions for their clients to resume.
///
/// @param tickets whether clients get tickets, and may resume by them
/// @param ticketsPerHandshake tickets after a full handshake of TLS 1.3
/// @param cacheSize sessions of TLS 1.2 that are kept here, for clients that take no ticket; 0: none
/// @param timeout of a session, from its full handshake on
/// @param pskKe whether clients may resume without a key exchange (RFC 9846, section 4.3.9)
/// @param ticketSecrets where the keys of tickets come from
/// @param earlyData empty if none is taken
public record SessionSettings(
        boolean tickets,
        int ticketsPerHandshake,
        int cacheSize,
        Duration timeout,
        boolean pskKe,
        TicketSecretSource ticketSecrets,
        Optional<EarlyDataSettings> earlyData) {

    /// For listeners that say nothing.
    public static final SessionSettings DEFAULTS =
            new SessionSettings(
                    true,
                    2,
                    20_000,
                    Duration.ofHours(2),
                    false,
                    new TicketSecretSource.OwnProcess(),
                    Optional.empty());

    /// @throws IllegalArgumentException if a value is out of its range
    public SessionSettings {
        if (ticketsPerHandshake < 0 || cacheSize < 0 || timeout.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "ticketsPerHandshake of "
                            + ticketsPerHandshake
                            + ", cacheSize of "
                            + cacheSize
                            + " or timeout of "
                            + timeout
                            + "; too small");
        }
    }

    /// The same with keys from elsewhere.
    public SessionSettings withTicketSecrets(TicketSecretSource source) {
        return new SessionSettings(
                tickets, ticketsPerHandshake, cacheSize, timeout, pskKe, source, earlyData);
    }

    /// The same with early data.
    public SessionSettings withEarlyData(EarlyDataSettings settings) {
        return new SessionSettings(
                tickets,
                ticketsPerHandshake,
                cacheSize,
                timeout,
                pskKe,
                ticketSecrets,
                Optional.of(settings));
    }
}
