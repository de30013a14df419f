package io.sallyport.proxy.assembly;

import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.proxy.replay.LocalReplayRegister;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionCache;
import io.sallyport.tls.resumption.StrikeRegister;
import io.sallyport.tls.resumption.TicketKeyRing;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The sessions of a listener, which stay within it, and what is remembered of their early data.
///
/// @param replays null if no early data is taken
record Sessions(Resumption resumption, @Nullable ReplayRegister replays) {

    /// What they are made of: with the same, they are the same.
    ///
    /// @param tickets null if the listener gives none
    /// @param common remembers early data for all nodes; null if each listener does so by itself
    record Source(
            SessionSettings settings,
            @Nullable TicketKeyRing tickets,
            @Nullable ReplayRegister common) {}

    /// By how much a client's idea of its ticket's age may differ from ours (RFC 9846, section 8.3).
    private static final Duration AGE_TOLERANCE = Duration.ofSeconds(10);

    static Sessions of(Source source) {
        ReplayRegister common = source.common();
        return new Sessions(
                resumption(source.settings(), source.tickets()),
                source.settings()
                        .earlyData()
                        .map(early -> common == null ? register(early) : common)
                        .orElse(null));
    }

    private static Resumption resumption(
            SessionSettings sessions, @Nullable TicketKeyRing tickets) {
        Resumption resumption =
                new Resumption(
                                tickets,
                                sessions.cacheSize() > 0
                                        ? new SessionCache(sessions.cacheSize())
                                        : null,
                                sessions.timeout(),
                                InstantSource.system())
                        .withTicketsPerHandshake(sessions.ticketsPerHandshake());
        Resumption allowed = sessions.pskKe() ? resumption.withPskKe() : resumption;
        return sessions.earlyData()
                .map(early -> allowed.withEarlyData(acceptance(early)))
                .orElse(allowed);
    }

    private static EarlyDataAcceptance acceptance(EarlyDataSettings early) {
        return new EarlyDataAcceptance(early.maximumSize().toIntExact(), AGE_TOLERANCE);
    }

    /// Early data is only taken under keys of this process's own, so that there is nothing from before it.
    private static ReplayRegister register(EarlyDataSettings early) {
        return new LocalReplayRegister(
                StrikeRegister.besideNewKeys(
                        early.registerSize(), acceptance(early).memory(), InstantSource.system()));
    }
}
