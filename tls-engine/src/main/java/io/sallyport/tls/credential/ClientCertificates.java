package io.sallyport.tls.credential;

import java.util.List;
import java.util.Optional;

/// What a client wants to be known by, to be judged. That it has the key may be yet to be proved.
///
/// @param chain the client's own certificate first
/// @param ocspResponses what the client stapled to each certificate of the chain; not looked at
/// @param ofSession whether they are those of a session that is to be resumed, and were good when it began: if they
///     are refused, a full handshake begins, in which the client shows its certificates anew
public record ClientCertificates(
        CertificateChain chain, List<Optional<OcspResponse>> ocspResponses, boolean ofSession) {

    public ClientCertificates {
        ocspResponses = List.copyOf(ocspResponses);
        if (ocspResponses.size() != chain.certificates().size()) {
            throw new IllegalArgumentException(
                    ocspResponses.size()
                            + " OCSP responses (expected: one or none for each of "
                            + chain.certificates().size()
                            + " certificates)");
        }
    }
}
