package io.sallyport.proxy.clientauth;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known by OCSP of one certificate.
sealed interface OcspAnswer {

    /// Nothing, because nobody is to be asked of it.
    record NotAsked() implements OcspAnswer {}

    /// What its issuer says, or somebody in its place: verified (RFC 6960, section 3.2).
    ///
    /// @param result GOOD, REVOKED or UNKNOWN
    /// @param thisUpdate when that was known to be right
    /// @param nextUpdate when there will be more; null: at any time
    /// @param revokedAt null unless it is revoked
    /// @param delegate the certificate of who signed it for the issuer; null: the issuer did
    record Status(
            OcspResult result,
            Instant thisUpdate,
            @Nullable Instant nextUpdate,
            @Nullable Instant revokedAt,
            @Nullable X509Certificate delegate)
            implements OcspAnswer {}

    /// Nothing, though it was asked for.
    ///
    /// @param words why
    record None(OcspResult result, String words) implements OcspAnswer {}
}
