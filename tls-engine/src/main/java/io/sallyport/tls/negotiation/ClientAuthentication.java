package io.sallyport.tls.negotiation;

import java.util.List;

/// That clients are asked for a certificate.
///
/// @param required whether a client without one is refused
/// @param authorities DER-encoded names of those whose certificates we take, for the client to choose by;
///     may be empty
public record ClientAuthentication(boolean required, List<byte[]> authorities) {

    public ClientAuthentication {
        authorities = List.copyOf(authorities);
    }
}
