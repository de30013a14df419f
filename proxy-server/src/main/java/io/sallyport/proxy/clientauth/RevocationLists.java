package io.sallyport.proxy.clientauth;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// The CRLs of a listener, of one moment. Immutable.
public final class RevocationLists {
    private final Map<X500Principal, List<RevocationList>> byIssuer;

    private RevocationLists(Map<X500Principal, List<RevocationList>> byIssuer) {
        this.byIssuer = byIssuer;
    }

    /// @param lists complete ones, and delta CRLs, each of which is applied to the complete ones that it fits
    public static RevocationLists of(List<RevocationList> lists) {
        Map<X500Principal, List<RevocationList>> byIssuer = new HashMap<>();
        Stream.concat(combined(lists), lists.stream().filter(list -> !list.isDelta()))
                .sorted(Comparator.comparing(RevocationList::thisUpdate).reversed())
                .forEach(list ->
                        byIssuer.computeIfAbsent(list.issuer(), _ -> new ArrayList<>()).add(list));
        return new RevocationLists(byIssuer);
    }

    /// What is complete stays beside it: if the delta CRL turns out to be forged, it still counts.
    private static Stream<RevocationList> combined(List<RevocationList> lists) {
        return lists.stream()
                .filter(RevocationList::isDelta)
                .flatMap(delta ->
                        lists.stream()
                                .filter(complete ->
                                        delta.fits(complete) && delta.isNewerThan(complete))
                                .map(complete -> complete.with(delta)));
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
