package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.credential.CertificateChain;

/// Evidence that the client's certificates were found good. Only [AwaitCertificateCheck] makes it. That the
/// client has the key is yet to be proved.
final class CheckedCertificates {
    private final CertificateChain chain;

    CheckedCertificates(CertificateChain chain) {
        this.chain = chain;
    }

    CertificateChain chain() {
        return chain;
    }
}
