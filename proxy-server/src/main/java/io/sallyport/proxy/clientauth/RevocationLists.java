package io.sallyport.proxy.clientauth;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// The CRLs of a listener, of one moment. Immutable.
public final class RevocationLists {
    private final Map<X500Principal, List<RevocationList>> byIssuer;

    private RevocationLists(Map<X500Principal, List<RevocationList>> byIssuer) {
        this.byIssuer = byIssuer;
    }

    public static RevocationLists of(List<RevocationList> lists) {
        Map<X500Principal, List<RevocationList>> byIssuer = new HashMap<>();
        lists.stream()
                .sorted(Comparator.comparing(RevocationList::thisUpdate).reversed())
                .forEach(list ->
                        byIssuer.computeIfAbsent(list.issuer(), _ -> new ArrayList<>()).add(list));
        return new RevocationLists(byIssuer);
    }

    /// All of them.
    public List<RevocationList> all() {
        return byIssuer.values().stream().flatMap(List::stream).toList();
    }

    /// The newest that tells of a certificate.
    ///
    /// @param issuer the certificate of the CA that issued it
    Optional<RevocationList> about(X509Certificate certificate, X509Certificate issuer) {
        return byIssuer.getOrDefault(issuer.getSubjectX500Principal(), List.of()).stream()
                .filter(list -> list.covers(certificate) && list.isSignedBy(issuer))
                .findFirst();
    }
}
