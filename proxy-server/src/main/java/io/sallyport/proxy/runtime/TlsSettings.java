package io.sallyport.proxy.runtime;

import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import java.time.Duration;

/// How a listener speaks TLS.
///
/// @param handshakeTimeout from the accepted connection to the end of the handshake
public record TlsSettings(
        ServerConfiguration configuration, EngineLimits limits, Duration handshakeTimeout) {}
