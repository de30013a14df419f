package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.time.Duration;

/// A pause: early data may be taken if the ClientHello is here for the first time (RFC 9846, section 8.2).
public final class AwaitReplayCheck implements HandshakeState {
    private final ServerFlight flight;
    private final byte[] binder;
    private final Duration memory;

    AwaitReplayCheck(ServerFlight flight, byte[] binder, Duration memory) {
        this.flight = flight;
        this.binder = binder;
        this.memory = memory;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.REPLAY_CHECK;
    }

    /// What is the same only if the ClientHello is: the proof in it that the client has the ticket's key. Not
    /// a copy.
    public byte[] binder() {
        return binder;
    }

    /// For how long it has to be remembered.
    public Duration memory() {
        return memory;
    }

    /// Goes on, with early data if the hello is fresh, else without.
    public HandshakeState checked(ReplayVerdict verdict) throws TlsException {
        return switch (verdict) {
            case FRESH -> flight.sendTakingEarlyData();
            case REPLAYED -> flight.sendRefusing(EarlyDataRefusal.REPLAYED);
            case UNKNOWN -> flight.sendRefusing(EarlyDataRefusal.REPLAY_UNKNOWN);
        };
    }

    @Override
    public void abandon() {
        flight.abandon();
    }
}
