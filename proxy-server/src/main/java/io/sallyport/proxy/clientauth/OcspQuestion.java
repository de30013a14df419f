package io.sallyport.proxy.clientauth;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/// Whether a certificate is revoked.
///
/// @param certificate verified up to a trusted CA, because it says where to ask
/// @param issuer whose key has signed it
record OcspQuestion(X509Certificate certificate, X509Certificate issuer) {

    /// What an answer is remembered by.
    record Key(X500Principal issuer, String issuerKey, BigInteger serialNumber) {}

    Key key() {
        return new Key(
                issuer.getSubjectX500Principal(),
                Fingerprints.sha256(issuer.getPublicKey().getEncoded()),
                certificate.getSerialNumber());
    }
}
