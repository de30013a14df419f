package io.sallyport.proxy.clientauth;

import io.sallyport.tls.credential.CertificateChain;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a client's certificate names, and what came of checking it. Immutable.
///
/// Of a connection that stands, the client has proved that it has the certificate's key, now or in the handshake
/// that its session is from. Nothing is escaped.
///
/// @param chain as the client sent it, its own certificate first
/// @param names the alternative names of its certificate
/// @param path how it was verified: its own certificate first, the trusted CA last; empty if it is not good
/// @param rejection why it is not good; null if it is. A connection has an identity that is not good only where
///     clients are observed
public record ClientIdentity(
        CertificateChain chain,
        SubjectNames names,
        List<X509Certificate> path,
        @Nullable Rejection rejection) {

    public ClientIdentity {
        path = List.copyOf(path);
    }

    /// Whether it is good: who relies on the identity has to ask.
    public boolean isVerified() {
        return rejection == null;
    }

    public X509Certificate certificate() {
        return chain.endEntity();
    }

    /// The certificates by which it was verified, between its own and the trusted CA. What a client sends besides is not
    /// among them: nobody has looked at that.
    public List<X509Certificate> intermediates() {
        return path.size() < 2 ? List.of() : path.subList(1, path.size() - 1);
    }

    /// As RFC 2253 writes it; may be empty.
    public String subject() {
        return certificate().getSubjectX500Principal().getName();
    }

    /// As RFC 2253 writes it.
    public String issuer() {
        return certificate().getIssuerX500Principal().getName();
    }

    public BigInteger serialNumber() {
        return certificate().getSerialNumber();
    }

    /// SHA-256 of the certificate, in lower-case hexadecimal digits.
    public String fingerprint() {
        return Fingerprints.sha256(chain.encodings().getFirst());
    }
}
