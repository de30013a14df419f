package io.sallyport.proxy.clientauth;

import java.time.Duration;

/// Hears of requests to OCSP responders. Called from any thread; must not block and must not throw.
@FunctionalInterface
public interface OcspListener {

    /// A request is over.
    ///
    /// @param took from the question to the end of its answer
    void asked(OcspResult result, Duration took);
}
