package io.sallyport.proxy.clientauth;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// The CAs whose certificates are taken. Immutable.
public final class TrustBundle {
    /// Bytes of names that clients are told to choose by: beyond that, they are told none, which means any. What a
    /// handshake costs us and them must not grow with the bundle.
    private static final int MOST_HINTS = 8 * 1024;

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private final Map<X500Principal, List<X509Certificate>> bySubject;
    private final Set<X509Certificate> constraining;
    private final List<byte[]> hints;

    private TrustBundle(Map<X500Principal, List<X509Certificate>> bySubject) {
        this.bySubject = bySubject;
        this.constraining =
                bySubject.values().stream()
                        .flatMap(List::stream)
                        .filter(authority -> limits(authority) && isSelfSigned(authority))
                        .collect(Collectors.toUnmodifiableSet());
        this.hints = hints(bySubject.keySet());
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
        return hints;
    }

    /// Whether one of them says what those below it may do, and whether it does so is to be seen from itself: it is signed
    /// by its own key, so that it can be a part of a path that is verified.
    boolean constrains(X509Certificate authority) {
        return constraining.contains(authority);
    }

    private static boolean limits(X509Certificate authority) {
        int depth = authority.getBasicConstraints();
        return depth >= 0 && depth < Integer.MAX_VALUE
                || authority.getExtensionValue(NAME_CONSTRAINTS) != null;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey());
            return certificate
                    .getSubjectX500Principal()
                    .equals(certificate.getIssuerX500Principal());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static List<byte[]> hints(Set<X500Principal> subjects) {
        List<byte[]> names = subjects.stream().map(X500Principal::getEncoded).toList();
        return names.stream().mapToInt(name -> name.length + 2).sum() <= MOST_HINTS
                ? names
                : List.of();
    }
}
