package io.sallyport.proxy.replay;

import io.sallyport.tls.resumption.ReplayVerdict;
import java.util.concurrent.CompletionStage;

/// Remembers the ClientHellos that came with early data (RFC 9846, section 8.2). Thread-safe.
public interface ReplayRegister {

    /// Whether a hello was here before; it is remembered from now on.
    ///
    /// @param id of the hello: 8 bytes at least that nobody can choose freely
    /// @return completed soon, on any thread, and never with a failure: what cannot be told is
    ///     [ReplayVerdict#UNKNOWN]
    CompletionStage<ReplayVerdict> strike(byte[] id);
}
