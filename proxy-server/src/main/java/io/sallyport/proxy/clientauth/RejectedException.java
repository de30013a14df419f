package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.cert.X509Certificate;

/// Ends the verification of a path. Never leaves this package.
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    RejectedException(ClientCertificateRefusal why, X509Certificate certificate, String words) {
        super(words, null, false, false);
        this.rejection = new Rejection(why, certificate, words);
    }

    Rejection rejection() {
        return rejection;
    }
}
