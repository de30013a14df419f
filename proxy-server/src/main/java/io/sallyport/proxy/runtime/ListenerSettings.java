package io.sallyport.proxy.runtime;

import io.sallyport.config.model.Forwarding;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Networks;
import io.sallyport.proxy.identity.IdentitySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a listener does with its connections.
///
/// @param name as in the configuration
/// @param mode what becomes of the bytes
/// @param tls null: a plaintext listener
/// @param routing where its requests or connections go
/// @param maxConnections open at once; further ones are refused
/// @param maxHandshakes under way at once; further connections are refused
/// @param bufferPerDirection bytes waiting for a slow reader beyond which nothing more is read from the
///     other side
/// @param idleTimeout a connection on which nothing moves for so long is closed
/// @param proxyProtocol from where connections begin with a PROXY header
/// @param forwarding what servers are told about where requests came from
/// @param identity what servers are told about who clients are
/// @param http what a client may send in `mode: http`
/// @param rates how often the clients of one network may come
/// @param sampling which requests are traced
public record ListenerSettings(
        String name,
        ListenerMode mode,
        @Nullable TlsSettings tls,
        Routing routing,
        int maxConnections,
        int maxHandshakes,
        int bufferPerDirection,
        Duration idleTimeout,
        Networks proxyProtocol,
        Forwarding forwarding,
        IdentitySettings identity,
        HttpLimits http,
        ClientRates rates,
        TraceSampling sampling) {}
