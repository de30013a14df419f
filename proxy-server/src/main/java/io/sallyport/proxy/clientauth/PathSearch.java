package io.sallyport.proxy.clientauth;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/// Looks for ways from a client's certificate to a CA that is trusted, by names and key identifiers, through what the
/// client sent along, in whatever order (RFC 9846, section 4.5.1.1). There may be several, where a CA has cross-signed
/// another.
final class PathSearch {
    /// More than any honest chain has.
    private static final int MOST_PATHS = 8;

    /// Certificates of equal names lead to as many steps as they have orders.
    private static final int MOST_STEPS = 128;

    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";

    private final TrustBundle trust;
    private final List<X509Certificate> sent;
    private final List<List<X509Certificate>> found = new ArrayList<>();
    private int steps;

    private PathSearch(TrustBundle trust, List<X509Certificate> sent) {
        this.trust = trust;
        this.sent = sent;
    }

    /// Paths, the client's certificate first and the trusted one last; the shortest that ends first comes first.
    ///
    /// @param sent by the client, its own first
    static List<List<X509Certificate>> find(TrustBundle trust, List<X509Certificate> sent) {
        PathSearch search = new PathSearch(trust, sent);
        search.extend(List.of(sent.getFirst()));
        return search.found;
    }

    private void extend(List<X509Certificate> path) {
        X509Certificate last = path.getLast();
        X500Principal issuer = last.getIssuerX500Principal();
        for (X509Certificate authority : trust.named(issuer)) {
            if (found.size() < MOST_PATHS && mayHaveSigned(authority, last)) {
                found.add(with(path, authority));
            }
        }
        for (X509Certificate next : sent) {
            if (next.getSubjectX500Principal().equals(issuer)
                    && !path.contains(next)
                    && mayHaveSigned(next, last)
                    && found.size() < MOST_PATHS
                    && steps++ < MOST_STEPS) {
                extend(with(path, next));
            }
        }
    }

    /// Whether the key is the one that the certificate says it is signed by, as far as both say anything (RFC 5280, section
    /// 4.2.1.1).
    private static boolean mayHaveSigned(X509Certificate issuer, X509Certificate subject) {
        byte[] wanted = authorityKey(subject);
        byte[] has = subjectKey(issuer);
        return wanted == null || has == null || MessageDigest.isEqual(wanted, has);
    }

    private static byte @Nullable [] authorityKey(X509Certificate certificate) {
        byte[] value = extension(certificate, AUTHORITY_KEY);
        return value == null
                ? null
                : AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets();
    }

    private static byte @Nullable [] subjectKey(X509Certificate certificate) {
        byte[] value = extension(certificate, SUBJECT_KEY);
        return value == null ? null : SubjectKeyIdentifier.getInstance(value).getKeyIdentifier();
    }

    private static byte @Nullable [] extension(X509Certificate certificate, String oid) {
        byte[] value = certificate.getExtensionValue(oid);
        return value == null ? null : ASN1OctetString.getInstance(value).getOctets();
    }

    private static List<X509Certificate> with(List<X509Certificate> path, X509Certificate next) {
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }
}
