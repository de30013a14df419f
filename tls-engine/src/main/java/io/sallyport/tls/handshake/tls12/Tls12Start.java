package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.negotiation.RecordSizes;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.Tls12Parameters;
import io.sallyport.tls.resumption.SessionState;
import java.util.Optional;

/// The fork at the beginning: an earlier session is resumed, or a new one begins (RFC 5246, section 7.3).
public final class Tls12Start {

    private Tls12Start() {}

    /// Takes one of the ways.
    ///
    /// @throws TlsException `DROPPED_EXTENDED_MASTER_SECRET`
    public static HandshakeState begin(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters)
            throws TlsException {
        handshake.inbound().speakTls12();
        RecordSizes sizes = parameters.recordSizes();
        handshake.outbound().limitFragments(sizes.outbound());
        handshake.inbound().limitFragments(sizes.inbound());
        SessionOffer offer = SessionOffer.of(handshake, hello, configuration, parameters);
        Optional<SessionState> session = offer.resumable();
        return session.isPresent()
                ? ResumedFlight.begin(offer, session.get())
                : FullFlight.begin(handshake, hello, configuration, parameters);
    }
}
