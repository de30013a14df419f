package io.sallyport.tls.credential;

import io.sallyport.tls.codepoint.CodePoints;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Certificates as they are sent: the end-entity certificate first, each signed by the next (RFC 9846,
/// section 4.5.1).
public final class CertificateChain {
    private final List<X509Certificate> certificates;
    private final List<byte[]> encodings;
    private final List<Set<Integer>> signatures;
    private final boolean signedByBrokenHash;

    private CertificateChain(List<X509Certificate> certificates, List<byte[]> encodings) {
        this.certificates = certificates;
        this.encodings = encodings;
        List<X509Certificate> signed =
                certificates.stream().filter(CertificateChain::isSignedByAnother).toList();
        this.signatures = signed.stream().map(CertificateSignatures::schemesOf).toList();
        this.signedByBrokenHash = signed.stream().anyMatch(CertificateSignatures::isBroken);
    }

    /// @throws IllegalArgumentException if the list is empty or a certificate has no encoding
    public static CertificateChain of(List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("certificates: none (expected: at least one)");
        }
        List<byte[]> encodings = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            try {
                encodings.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException(
                        "certificate of " + certificate.getSubjectX500Principal() + ": no encoding",
                        e);
            }
        }
        return new CertificateChain(List.copyOf(certificates), List.copyOf(encodings));
    }

    /// The certificate of the server itself.
    public X509Certificate endEntity() {
        return certificates.getFirst();
    }

    public List<X509Certificate> certificates() {
        return certificates;
    }

    /// Whether the signatures within the chain, that of a self-signed last certificate apart, are all of
    /// schemes that a client offered (RFC 9846, section 4.5.1.2).
    public boolean isVerifiableBy(CodePoints schemes) {
        for (Set<Integer> acceptable : signatures) {
            if (acceptable.stream().noneMatch(schemes::contains)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a signature within the chain is by a broken hash, so that it may be shown only to a client
    /// that asks for it (RFC 9846, section 4.5.1.2).
    public boolean isSignedByBrokenHash() {
        return signedByBrokenHash;
    }

    /// The DER encodings, computed once. The arrays are not copies and must not be changed.
    public List<byte[]> encodings() {
        return encodings;
    }

    private static boolean isSignedByAnother(X509Certificate certificate) {
        return !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
