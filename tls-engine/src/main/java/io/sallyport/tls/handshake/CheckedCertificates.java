package io.sallyport.tls.handshake;

import io.sallyport.tls.credential.CertificateChain;

/// Evidence that the client's certificates were found good. Only [AwaitCertificateCheck] makes it. That the
/// client has the key is yet to be proved.
public final class CheckedCertificates {
    private final CertificateChain chain;

    CheckedCertificates(CertificateChain chain) {
        this.chain = chain;
    }

    public CertificateChain chain() {
        return chain;
    }
}
