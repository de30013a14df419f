package io.sallyport.tls.negotiation;

import java.util.List;

/// That clients are asked for a certificate.
///
/// @param required whether a client without one is refused
/// @param authorities DER-encoded names of those whose certificates we take, for the client to choose by;
///     may be empty
/// @param statusRequested whether clients are asked to staple OCSP responses to their certificates, which only TLS 1.3
///     has a way for
/// @param certificateSize bytes of a Certificate message, header and what is stapled included
public record ClientAuthentication(
        boolean required, List<byte[]> authorities, boolean statusRequested, int certificateSize) {
    /// What a chain of five certificates with large keys needs, and more.
    public static final int DEFAULT_CERTIFICATE_SIZE = 16 * 1024;

    /// @throws IllegalArgumentException if the size is not from 512 to 16,777,215
    public ClientAuthentication {
        authorities = List.copyOf(authorities);
        if (certificateSize < 512 || certificateSize > 0xffffff) {
            throw new IllegalArgumentException(
                    "certificateSize: " + certificateSize + " (expected: 512 to 16777215)");
        }
    }

    /// With the default size.
    public ClientAuthentication(
            boolean required, List<byte[]> authorities, boolean statusRequested) {
        this(required, authorities, statusRequested, DEFAULT_CERTIFICATE_SIZE);
    }
}
