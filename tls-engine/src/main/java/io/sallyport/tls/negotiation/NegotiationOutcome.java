package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.RetryCause;

/// What negotiation came to.
public sealed interface NegotiationOutcome {

    /// Everything is chosen.
    record Accepted(ServerParameters parameters) implements NegotiationOutcome {}

    /// Everything would be chosen if the client sent a share in `group`.
    record Retry(CipherSuite suite, NamedGroup group, RetryCause cause)
            implements NegotiationOutcome {}

    /// There is no way, and why.
    record Refused(TlsFailure failure) implements NegotiationOutcome {}
}
