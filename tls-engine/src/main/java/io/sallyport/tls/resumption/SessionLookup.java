package io.sallyport.tls.resumption;

import io.sallyport.tls.event.ResumptionMiss;

/// What became of the search for a session.
public sealed interface SessionLookup {

    /// It is there and not too old.
    ///
    /// @param renew whether the client should get a new ticket for it
    record Found(SessionState state, boolean renew) implements SessionLookup {}

    /// It cannot be resumed.
    record Missed(ResumptionMiss cause) implements SessionLookup {}
}
