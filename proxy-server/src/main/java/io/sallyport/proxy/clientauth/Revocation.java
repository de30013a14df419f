package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.StaleCrl;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Whether a certificate of a path is revoked (RFC 5280, section 6.3). To be asked of paths that are good otherwise: it
/// believes their keys.
///
/// @param stale what becomes of a certificate whose issuer has no current CRL
record Revocation(RevocationLists lists, StaleCrl stale, Validity validity) {

    void require(List<X509Certificate> path) throws RejectedException {
        for (int i = 0; i + 1 < path.size(); i++) {
            require(path.get(i), path.get(i + 1));
        }
    }

    /// A list that is stale still tells of what was revoked before.
    void require(X509Certificate certificate, X509Certificate issuer) throws RejectedException {
        Optional<RevocationList> found = lists.about(certificate, issuer);
        if (found.isEmpty()) {
            unknown(certificate, "has an issuer of which there is no CRL here");
            return;
        }
        RevocationList list = found.get();
        if (list.contains(certificate.getSerialNumber())) {
            throw new RejectedException(
                    ClientCertificateRefusal.REVOKED,
                    certificate,
                    "is revoked, says its issuer's CRL of " + Validity.words(list.thisUpdate()));
        }
        if (validity.isOver(list.nextUpdate())) {
            unknown(
                    certificate,
                    "has an issuer whose next CRL was due on "
                            + Validity.words(list.nextUpdate())
                            + "; "
                            + validity.clock());
        }
    }

    private void unknown(X509Certificate certificate, String words) throws RejectedException {
        if (stale == StaleCrl.REFUSE) {
            throw new RejectedException(
                    ClientCertificateRefusal.REVOCATION_UNKNOWN, certificate, words);
        }
    }
}
