package io.sallyport.proxy.tls;

import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the handshakes of a listener share.
///
/// @param configuration asked when a ClientHello has come: what is in force then counts
/// @param replays remembers ClientHellos with early data; null if none is taken
/// @param timeout from the accepted connection to the end of the handshake
/// @param finished called once for each handshake, on its event loop, however it ended
/// @param stream takes over when the handshake is done
public record HandshakeSettings(
        CryptoProvider crypto,
        EngineLimits limits,
        Supplier<ServerConfiguration> configuration,
        PrivateKeyWork privateKeyWork,
        @Nullable ReplayRegister replays,
        Duration timeout,
        Runnable finished,
        StreamStart stream) {}
