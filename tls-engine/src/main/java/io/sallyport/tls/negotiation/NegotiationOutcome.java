package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.RetryCause;

/// What negotiation came to.
public sealed interface NegotiationOutcome {

    /// Everything is chosen, for TLS 1.3.
    record Accepted(ServerParameters parameters) implements NegotiationOutcome {}

    /// Everything is chosen, for TLS 1.2, if no earlier session is resumed.
    record AcceptedTls12(Tls12Parameters parameters) implements NegotiationOutcome {}

    /// Everything would be chosen if the client sent a share in `group`.
    record Retry(CipherSuite suite, NamedGroup group, RetryCause cause)
            implements NegotiationOutcome {}

    /// There is no way, and why.
    record Refused(TlsFailure failure) implements NegotiationOutcome {}
}
