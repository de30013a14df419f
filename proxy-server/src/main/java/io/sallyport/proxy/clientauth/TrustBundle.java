package io.sallyport.proxy.clientauth;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// The CAs whose certificates are taken. Immutable.
public final class TrustBundle {
    /// Bytes of names that clients are told to choose by: beyond that, they are told none, which means any. What a
    /// handshake costs us and them must not grow with the bundle.
    private static final int MOST_HINTS = 8 * 1024;

    private final Map<X500Principal, List<X509Certificate>> bySubject;

    private TrustBundle(Map<X500Principal, List<X509Certificate>> bySubject) {
        this.bySubject = bySubject;
    }

    public static TrustBundle of(List<X509Certificate> authorities) {
        Map<X500Principal, List<X509Certificate>> bySubject = new LinkedHashMap<>();
        for (X509Certificate authority : authorities) {
            bySubject
                    .computeIfAbsent(authority.getSubjectX500Principal(), _ -> new ArrayList<>())
                    .add(authority);
        }
        bySubject.replaceAll((_, same) -> List.copyOf(same));
        return new TrustBundle(bySubject);
    }

    /// Those of that name.
    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    /// Whether a CRL names one of them as its issuer, and none of that name has signed it.
    public boolean disowns(RevocationList list) {
        List<X509Certificate> namesakes = named(list.issuer());
        return !namesakes.isEmpty() && namesakes.stream().noneMatch(list::isSignedBy);
    }

    /// When the first of them expires.
    public Instant nextExpiry() {
        return bySubject.values().stream()
                .flatMap(List::stream)
                .map(authority -> authority.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /// Their names, DER-encoded, for clients to choose a certificate by (RFC 9846, section 4.3.4); empty if there are
    /// too many to be sent.
    public List<byte[]> hints() {
        List<byte[]> names = bySubject.keySet().stream().map(X500Principal::getEncoded).toList();
        return names.stream().mapToInt(name -> name.length + 2).sum() <= MOST_HINTS
                ? names
                : List.of();
    }
}
