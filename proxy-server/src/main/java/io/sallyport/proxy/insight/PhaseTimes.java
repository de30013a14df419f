package io.sallyport.proxy.insight;

import io.sallyport.tls.event.HandshakePhase;
import java.util.Map;

/// How long a handshake stayed in each phase.
///
/// @param nanosByPhase only the phases that it was in
public record PhaseTimes(Map<HandshakePhase, Long> nanosByPhase) {

    /// No phase was measured.
    public static final PhaseTimes NONE = new PhaseTimes(Map.of());

    public PhaseTimes {
        nanosByPhase = Map.copyOf(nanosByPhase);
    }

    /// Nanoseconds spent in a phase, all visits to it together; 0 if it was never entered.
    public long nanos(HandshakePhase phase) {
        return nanosByPhase.getOrDefault(phase, 0L);
    }
}
