package io.sallyport.proxy.tls;

import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.policy.EngineLimits;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the handshakes of a listener share.
///
/// @param inForce asked when a ClientHello has come: what is in force then counts
/// @param replays remembers ClientHellos with early data; null if none is taken
/// @param certificateWork where client certificates are checked
/// @param timeout from the accepted connection to the end of the handshake
/// @param finished called once for each handshake, on its event loop, however it ended
/// @param stream takes over when the handshake is done
public record HandshakeSettings(
        CryptoProvider crypto,
        EngineLimits limits,
        Supplier<TlsSettings> inForce,
        PrivateKeyWork privateKeyWork,
        Executor certificateWork,
        @Nullable ReplayRegister replays,
        Duration timeout,
        Runnable finished,
        StreamStart stream) {}
