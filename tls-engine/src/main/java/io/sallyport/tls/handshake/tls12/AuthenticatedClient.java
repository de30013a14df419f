package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.credential.CertificateChain;

/// Evidence that the client has the key of good certificates. Only [ExpectCertificateVerify] makes it.
final class AuthenticatedClient {
    private final CertificateChain chain;

    AuthenticatedClient(CheckedCertificates certificates) {
        this.chain = certificates.chain();
    }

    CertificateChain chain() {
        return chain;
    }
}
