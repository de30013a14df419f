package io.sallyport.proxy.interop;

import java.io.IOException;
import java.util.Optional;

/// A TLS client that is not ours.
interface Peer {

    String name();

    /// Why it cannot be used here, or empty if it can.
    Optional<String> absence();

    /// Its version, in its own words.
    String version() throws IOException;

    Abilities abilities();

    /// Connects, verifies the certificate, asks, and waits for the answer and for the end of the
    /// connection.
    ///
    /// @return what it got to see, the answer at the end
    /// @throws IOException if it refuses, or whatever else goes wrong; the message holds its own words
    String exchange(Offer offer) throws IOException;

    /// Whether it looks at our certificate before it ends the handshake, and so can tell us by an alert
    /// that it does not like it.
    default boolean verifiesDuringHandshake() {
        return true;
    }
}
