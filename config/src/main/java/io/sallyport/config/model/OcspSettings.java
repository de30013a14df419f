package io.sallyport.config.model;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How OCSP responders are asked about client certificates.
///
/// @param scope about which of them
/// @param responder `http` or `https`; empty: whom the certificate names
/// @param failure what becomes of a certificate without an answer
/// @param timeout for an answer, all in all
/// @param maxAge for how long an answer is remembered, at most
/// @param nonce whether answers are to be made for the request
public record OcspSettings(
        OcspScope scope,
        Optional<URI> responder,
        OcspFailure failure,
        Duration timeout,
        Duration maxAge,
        boolean nonce) {

    /// Responders answer within some ten milliseconds; a client that waits longer than this thinks of giving up.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /// For how long a revoked client is let in at most, where its certificate was seen before.
    public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(1);
}
