package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;

/// Signatures, names, constraints and critical extensions along a path (RFC 5280, section 6.1), by the Java platform's
/// PKIX.
final class PathValidation {
    private PathValidation() {}

    /// @param path whose last certificate is trusted, whoever has signed it (RFC 5280, section 6.1.1, d)
    /// @param bundle that it is from
    /// @param moment at which all of them are valid
    static void require(List<X509Certificate> path, TrustBundle bundle, Date moment)
            throws RejectedException {
        X509Certificate trusted = path.getLast();
        // a root within its own path is checked for what it says of itself: depth and names
        List<X509Certificate> checked =
                bundle.constrains(trusted) ? path : path.subList(0, path.size() - 1);
        try {
            PKIXParameters parameters =
                    new PKIXParameters(
                            Set.of(
                                    new TrustAnchor(
                                            trusted.getSubjectX500Principal(),
                                            trusted.getPublicKey(),
                                            null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(moment);
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(checked);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
        } catch (CertPathValidatorException e) {
            throw rejected(
                    e.getReason(), e.getIndex() < 0 ? path.getFirst() : checked.get(e.getIndex()));
        } catch (GeneralSecurityException | RuntimeException _) {
            // what a parser behind PKIX makes of bytes that a client chose is no fault of ours
            throw new RejectedException(
                    ClientCertificateRefusal.INVALID, path.getFirst(), "cannot be verified");
        }
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static RejectedException rejected(Reason reason, X509Certificate at) {
        return switch (reason) {
            case BasicReason.INVALID_SIGNATURE ->
                    new RejectedException(
                            ClientCertificateRefusal.INVALID,
                            at,
                            "is not signed by the key of its issuer");
            case BasicReason.ALGORITHM_CONSTRAINED ->
                    new RejectedException(
                            ClientCertificateRefusal.WEAK,
                            at,
                            "has a key or a signature that the Java platform takes for weak");
            case BasicReason.EXPIRED ->
                    new RejectedException(ClientCertificateRefusal.EXPIRED, at, "expired");
            case BasicReason.NOT_YET_VALID ->
                    new RejectedException(
                            ClientCertificateRefusal.NOT_YET_VALID, at, "is not valid yet");
            case PKIXReason.PATH_TOO_LONG -> violated(at, "is deeper than an issuer allows");
            case PKIXReason.NOT_CA_CERT -> violated(at, "has issued another, but is no CA's");
            case PKIXReason.INVALID_KEY_USAGE ->
                    violated(at, "has issued another, but its key is not for signing certificates");
            case PKIXReason.INVALID_NAME ->
                    violated(at, "has a name that an issuer may not vouch for");
            case PKIXReason.INVALID_POLICY -> violated(at, "breaks its issuer's policies");
            case PKIXReason.UNRECOGNIZED_CRIT_EXT ->
                    new RejectedException(
                            ClientCertificateRefusal.INVALID,
                            at,
                            "has a critical extension that is not known here");
            default ->
                    new RejectedException(
                            ClientCertificateRefusal.INVALID, at, "cannot be verified");
        };
    }

    private static RejectedException violated(X509Certificate at, String words) {
        return new RejectedException(ClientCertificateRefusal.CONSTRAINT_VIOLATED, at, words);
    }
}
