package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.message.ClientHello;

/// Decides what a handshake will be, or why it cannot be: a pure function of the ClientHello and the
/// configuration. It holds no state, uses no cryptography and does no I/O, so that any stored
/// ClientHello can be tried against any configuration at any time.
public final class Negotiation {

    private Negotiation() {}

    /// Decides. Calling it again with the second ClientHello of a retry decides the same but for the
    /// share, since nothing else may have changed.
    public static NegotiationOutcome of(ClientHello hello, ServerConfiguration configuration) {
        return switch (VersionChoice.of(hello, configuration.policy())) {
            case VersionChoice.None(var failure) -> new NegotiationOutcome.Refused(failure);
            case VersionChoice.Chosen(var version) -> {
                HelloMatch match = new HelloMatch(hello, configuration, version);
                yield version == ProtocolVersion.TLS_1_3
                        ? new Tls13Negotiation(match).decide()
                        : new Tls12Negotiation(match).decide();
            }
        };
    }
}
