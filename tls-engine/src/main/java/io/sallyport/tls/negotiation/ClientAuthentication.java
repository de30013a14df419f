package io.sallyport.tls.negotiation;

import java.util.List;

/// That clients are asked for a certificate.
///
/// @param required whether a client without one is refused
/// @param authorities DER-encoded names of those whose certificates we take, for the client to choose by;
///     may be empty
/// @param statusRequested whether clients are asked to staple OCSP responses to their certificates, which only TLS 1.3
///     has a way for
public record ClientAuthentication(
        boolean required, List<byte[]> authorities, boolean statusRequested) {

    public ClientAuthentication {
        authorities = List.copyOf(authorities);
    }
}
