package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.PskKeyExchangeMode;
import io.sallyport.tls.keys.EarlySecrets;
import io.sallyport.tls.keys.VerifiedBinder;
import io.sallyport.tls.resumption.TicketTerms;
import java.util.List;

/// A session that is resumed. It cannot be made without evidence that the client has its key.
///
/// @param identity which of the tickets offered it is from, counted from 0
/// @param mode whether there is a key exchange besides
/// @param suite of the connection that the ticket is from
/// @param establishedAt seconds since 1970, of the full handshake
/// @param clientCertificates what the client authenticated itself by in the full handshake
/// @param terms of the ticket
/// @param early of its key; whoever has the session hands them on
record ResumedSession(
        int identity,
        PskKeyExchangeMode mode,
        CipherSuite suite,
        long establishedAt,
        TicketTerms terms,
        List<byte[]> clientCertificates,
        EarlySecrets early,
        VerifiedBinder evidence) {

    boolean hasKeyExchange() {
        return mode == PskKeyExchangeMode.PSK_DHE_KE;
    }
}
