package io.sallyport.tls.resumption;

import io.sallyport.tls.event.ResumptionMiss;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How sessions are kept for their clients to resume: sealed into tickets, under ids in a cache, both, or
/// not at all. Thread-safe, and shared by all connections that may resume each other's sessions.
public final class Resumption {
    /// Tickets have to fit their vector (RFC 5077, section 3.3).
    private static final int LONGEST_TICKET = 0xffff;

    /// One for each of the two connections that clients like to begin with.
    private static final int DEFAULT_TICKETS = 2;

    private static final int MOST_TICKETS = 8;

    /// The longest that TLS 1.3 lets a ticket live, and a good bound for all (RFC 9846, section 4.7.1).
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

    /// Keeps nothing, and so never asks for the time: every handshake is a full one.
    public static final Resumption NONE =
            new Resumption(null, null, Duration.ofSeconds(1), () -> Instant.EPOCH);

    private final @Nullable TicketSealer tickets;
    private final @Nullable SessionCache cache;
    private final Duration lifetime;
    private final int ticketsPerHandshake;
    private final boolean pskKe;
    private final @Nullable EarlyDataAcceptance earlyData;
    private final InstantSource clock;

    /// @param tickets null if no tickets are made or taken
    /// @param cache null if no session gets an id
    /// @param lifetime of a session, from its full handshake on: one second to seven days
    /// @throws IllegalArgumentException if the lifetime is out of its range
    public Resumption(
            @Nullable TicketSealer tickets,
            @Nullable SessionCache cache,
            Duration lifetime,
            InstantSource clock) {
        this(tickets, cache, lifetime, DEFAULT_TICKETS, false, null, clock);
    }

    private Resumption(
            @Nullable TicketSealer tickets,
            @Nullable SessionCache cache,
            Duration lifetime,
            int ticketsPerHandshake,
            boolean pskKe,
            @Nullable EarlyDataAcceptance earlyData,
            InstantSource clock) {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "lifetime: " + lifetime + " (expected: PT1S to " + LONGEST_LIFETIME + ")");
        }
        this.tickets = tickets;
        this.cache = cache;
        this.lifetime = lifetime;
        this.ticketsPerHandshake = ticketsPerHandshake;
        this.pskKe = pskKe;
        this.earlyData = earlyData;
        this.clock = clock;
    }

    /// The same with another number of tickets after a full handshake of TLS 1.3.
    ///
    /// @param number 0 to 8
    /// @throws IllegalArgumentException if it is out of its range
    public Resumption withTicketsPerHandshake(int number) {
        if (number < 0 || number > MOST_TICKETS) {
            throw new IllegalArgumentException(
                    "ticketsPerHandshake: " + number + " (expected: 0 to " + MOST_TICKETS + ")");
        }
        return new Resumption(tickets, cache, lifetime, number, pskKe, earlyData, clock);
    }

    /// The same for clients that resume without a key exchange and take nothing else (`psk_ke`; RFC 9846, section
    /// 4.3.9), too: what such a connection carries can be read by whoever learns the ticket's key later.
    public Resumption withPskKe() {
        return new Resumption(
                tickets, cache, lifetime, ticketsPerHandshake, true, earlyData, clock);
    }

    /// The same with early data in TLS 1.3. The engine asks for each ClientHello whether it was here before.
    public Resumption withEarlyData(EarlyDataAcceptance acceptance) {
        return new Resumption(
                tickets, cache, lifetime, ticketsPerHandshake, pskKe, acceptance, clock);
    }

    /// On which terms early data is taken, or null if it is not.
    public @Nullable EarlyDataAcceptance earlyData() {
        return earlyData;
    }

    /// Tickets that a client gets after a full handshake of TLS 1.3, to resume as many connections by.
    public int ticketsPerHandshake() {
        return ticketsPerHandshake;
    }

    /// Whether sessions may be resumed without a key exchange, by clients that take nothing else.
    public boolean takesPskKe() {
        return pskKe;
    }

    public boolean takesTickets() {
        return tickets != null;
    }

    public boolean takesIds() {
        return cache != null;
    }

    /// Seconds since 1970.
    public long now() {
        return clock.instant().getEpochSecond();
    }

    /// Milliseconds since 1970.
    public long nowMillis() {
        return clock.instant().toEpochMilli();
    }

    /// Seconds that a session has left, at most: never more than its whole lifetime, even if it comes from
    /// a node whose clock is ahead.
    public int lifetimeLeft(SessionState state) {
        return Math.clamp(
                state.establishedAt() + lifetime.toSeconds() - now(),
                0,
                (int) lifetime.toSeconds());
    }

    /// The session that a ticket holds.
    public SessionLookup byTicket(byte[] ticket) {
        if (tickets == null) {
            return new SessionLookup.Missed(ResumptionMiss.UNKNOWN_KEY);
        }
        return tickets.open(ticket)
                .map(opened ->
                        found(
                                opened.state(),
                                opened.isToBeRenewed(),
                                ResumptionMiss.UNKNOWN_CONTENT))
                .orElse(new SessionLookup.Missed(ResumptionMiss.UNKNOWN_KEY));
    }

    /// The session that is kept under an id.
    public SessionLookup byId(byte[] id) {
        byte[] state = cache == null ? null : cache.get(id);
        return state == null
                ? new SessionLookup.Missed(ResumptionMiss.UNKNOWN_SESSION_ID)
                : found(state, false, ResumptionMiss.UNKNOWN_SESSION_ID);
    }

    /// A ticket for a session; nothing if none is made, or it would be too long.
    public Optional<byte[]> ticket(SessionState state) {
        if (tickets == null) {
            return Optional.empty();
        }
        byte[] encoded = state.encoded();
        byte[] ticket = tickets.seal(encoded);
        Arrays.fill(encoded, (byte) 0);
        return ticket.length > LONGEST_TICKET ? Optional.empty() : Optional.of(ticket);
    }

    /// Keeps a session under an id.
    public void keep(byte[] id, SessionState state) {
        if (cache != null) {
            cache.put(id, state.encoded());
        }
    }

    /// Forgets a session, because a connection with it has failed (RFC 5246, section 7.2.2).
    public void forget(byte[] id) {
        if (cache != null) {
            cache.remove(id);
        }
    }

    private SessionLookup found(byte[] encoded, boolean renew, ResumptionMiss otherwise) {
        Optional<SessionState> state = SessionState.decode(encoded);
        if (state.isEmpty()) {
            return new SessionLookup.Missed(otherwise);
        }
        if (lifetimeLeft(state.get()) == 0) {
            state.get().secret().close();
            return new SessionLookup.Missed(ResumptionMiss.EXPIRED);
        }
        return new SessionLookup.Found(state.get(), renew);
    }
}
